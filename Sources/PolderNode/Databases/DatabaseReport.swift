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
  /// What somebody should know; a finding of state ``CheckItem/State/error`` and the node does not start.
  public var findings: [CheckItem] = []

  /// Whether it can be used.
  public var isUsable: Bool { !findings.contains { $0.state == .error } }

  /// A report on a database that nothing is known of yet.
  public init(_ database: NodeDatabase) {
    label = database.label
    type = database.type
    place = database.shown
  }

  /// Adds what should be known.
  mutating func note(_ state: CheckItem.State, _ message: String, nextStep: String) {
    findings.append(CheckItem("database \(label)", state, message, object: place, nextStep: nextStep))
  }

  /// All findings, with one that says what is fine when nothing is wrong.
  public var items: [CheckItem] {
    guard isUsable else { return findings }
    var facts = [type]
    if let columns { facts.append("\(columns.count) columns") }
    if let rows { facts.append("\(rows) rows") }
    if let size { facts.append(ByteText.of(size)) }
    return [CheckItem("database \(label)", .ok, "Usable: \(facts.joined(separator: ", ")).", object: place)] + findings
  }
}
