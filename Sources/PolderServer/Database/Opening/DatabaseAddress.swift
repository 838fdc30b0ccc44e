import PolderCore
package import PolderPostgres

/// The database that a configuration's `uri` names.
package enum DatabaseAddress: Sendable, Hashable {
  /// An SQLite file.
  case sqlite(path: String)
  /// A database in memory, gone when the server ends.
  case memory
  /// A database of a PostgreSQL server.
  case postgres(PostgresAddress)

  /// Reads `sqlite:///relative/file` (below a folder), `sqlite:////absolute/file`, `sqlite://` (in memory), or
  /// `postgresql://…` as SQLAlchemy writes it.
  package init(uri: String, folder: String) throws {
    if let address = PostgresAddress(uri: uri) {
      self = .postgres(address)
      return
    }
    guard uri.hasPrefix("sqlite://") else {
      // What stands after the scheme may hold a password.
      let scheme = uri.split(separator: ":", maxSplits: 1).first.map(String.init) ?? ""
      throw PolderError(
        .databaseAddressInvalid,
        "This server keeps its data in SQLite or PostgreSQL; the address names `\(scheme.prefix(32))`.",
        object: "uri", nextStep: Self.examples)
    }
    let path = uri.dropFirst("sqlite://".count).prefix { $0 != "?" }
    if path.isEmpty || path == "/" || path == "/:memory:" {
      self = .memory
    } else if path.hasPrefix("//") {
      self = .sqlite(path: String(path.dropFirst()))
    } else if path.hasPrefix("/") {
      self = .sqlite(path: folder + path)
    } else {
      throw PolderError(
        .databaseAddressInvalid,
        "An SQLite address needs three slashes before a relative path, four before an absolute.",
        object: "uri", nextStep: Self.examples)
    }
  }

  private static let examples = """
    Give an address such as sqlite:////var/lib/polder/server.sqlite or postgresql://USER:PASSWORD@HOST:5432/NAME.
    """
}

extension DatabaseAddress: CustomStringConvertible {
  /// What it names, for messages: a path, or an address without user and password.
  package var description: String {
    switch self {
    case .sqlite(let path): path
    case .memory: "sqlite://"
    case .postgres(let address): "\(address)"
    }
  }
}
