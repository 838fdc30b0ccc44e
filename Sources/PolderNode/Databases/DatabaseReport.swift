public import PolderService

/// What was found out about one database of the configuration.
public struct DatabaseReport: Sendable, Hashable {
  /// The name that tasks ask for.
  public let label: String
  /// Its kind.
  public let type: String
  /// Where it is, without the name and the password of an account.
  public let place: String
  /// The names of its columns, where they can be told.
  public var columns: [String]?
  /// How many bytes a file has.
  public var size: Int?
  /// How many rows there are, where that is told without counting.
  public var rows: Int64?
  /// Whether it is no file or folder of this machine.
  public let isElsewhere: Bool
  /// How far an attempt to reach one elsewhere came; nil when there was none.
  public var answer: Answer?
  /// What somebody should know.
  public var findings: [CheckItem] = []

  /// How far an attempt to reach a database came.
  public enum Answer: Sendable, Hashable {
    /// Nobody answers.
    case nobody
    /// Somebody takes a connection.
    case connection
    /// The node logged in and looked.
    case login
  }

  /// Whether it can be used.
  public var isUsable: Bool { !findings.contains { $0.state == .error } }

  /// Whether the node does not start with it: one elsewhere may be mended while the node runs.
  public var holdsOff: Bool { !isElsewhere && !isUsable }

  /// A report on a database that nothing is known of yet.
  public init(_ database: NodeDatabase) {
    label = database.label
    type = database.type
    place = database.shown
    isElsewhere = database.path == nil
  }

  /// Adds what should be known.
  mutating func note(_ state: CheckItem.State, _ message: String, nextStep: String) {
    findings.append(CheckItem("database \(label)", state, message, object: place, nextStep: nextStep))
  }

  /// All findings, with one that says what is fine when nothing is wrong.
  public var items: [CheckItem] {
    guard let fine else { return findings }
    return [CheckItem("database \(label)", .ok, fine, object: place)] + findings
  }

  private var fine: String? {
    guard isUsable else { return nil }
    if isElsewhere, answer != .login {
      guard findings.isEmpty else { return nil }
      return answer == nil
        ? "Not looked at (\(type)): no host and port stand in its address."
        : "Somebody answers (\(type)); a login is tried at PostgreSQL alone, for `sql` and `omop`."
    }
    var facts = [type]
    if let columns { facts.append("\(columns.count) columns") }
    if let rows { facts.append("\(rows) rows") }
    if let size { facts.append(ByteText.of(size)) }
    return "Usable: \(facts.joined(separator: ", "))."
  }
}
