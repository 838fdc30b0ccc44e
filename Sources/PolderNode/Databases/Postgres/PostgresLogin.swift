/// By what a node logs in at a database of PostgreSQL: its address, and the account that stands there or under `env`.
public struct PostgresLogin: Sendable, CustomStringConvertible {
  /// The address as libpq takes it; may hold a password.
  let uri: String
  /// The address without the account.
  public let description: String

  private static let types: Set = ["sql", "omop"]
  private static let schemes: Set = ["postgresql", "postgres"]
  private static let users = ["user", "username", "pguser"]
  private static let passwords = ["password", "pgpassword"]
  /// What libpq understands of an address that is written for Java.
  private static let shared: Set = ["user", "password", "sslmode", "sslrootcert", "sslcert", "sslkey"]

  /// The login at a database of type `sql` or `omop`; nil when it is not one of PostgreSQL, or when its address can be read in
  /// more than one way.
  public init?(_ database: NodeDatabase) {
    guard Self.isMeant(database), let (scheme, rest) = database.split, !database.isAmbiguous else { return nil }
    let place = rest.prefix { $0 != "?" }
    var settings = rest.dropFirst(place.count + 1).split(separator: "&").map(String.init)
    if scheme.lowercased().hasPrefix("jdbc:") { settings.removeAll { !Self.shared.contains(Self.name($0)) } }
    let account = place.lastIndex(of: "@").map { place[..<$0] } ?? ""
    let names = Set(settings.map(Self.name))
    if account.prefix(while: { $0 != ":" }).isEmpty, !names.contains("user"),
      let user = database.parameter(Self.users)
    {
      settings.append("user=" + Self.encoded(user))
    }
    if account.drop(while: { $0 != ":" }).count < 2, !names.contains("password"),
      let password = database.parameter(Self.passwords)
    {
      settings.append("password=" + Self.encoded(password))
    }
    uri = "postgresql://\(place)" + (settings.isEmpty ? "" : "?" + settings.joined(separator: "&"))
    description = database.shown
  }

  /// Whether a database is one at which a node logs in.
  static func isMeant(_ database: NodeDatabase) -> Bool {
    guard types.contains(database.type), let scheme = database.split?.scheme.lowercased() else { return false }
    let base = scheme.split(separator: ":").last.map { $0.prefix { $0 != "+" } } ?? ""
    return schemes.contains(String(base))
  }

  private static func name(_ setting: String) -> String { String(setting.prefix { $0 != "=" }) }

  /// A text as it may stand behind the question mark of an address.
  private static func encoded(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF")
    return text.utf8.map { byte in
      let isPlain = (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
      return isPlain ? String(UnicodeScalar(byte)) : "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
    }.joined()
  }
}

extension NodeDatabase {
  /// The first of some settings that is there, however it is written.
  fileprivate func parameter(_ names: [String]) -> String? {
    for name in names {
      if let found = parameters.first(where: { $0.name.lowercased() == name }) { return found.value }
    }
    return nil
  }
}
