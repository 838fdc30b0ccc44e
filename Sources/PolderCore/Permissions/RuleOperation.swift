/// What a rule lets one do; the raw value is the name in the database and on the wire.
public enum RuleOperation: String, Hashable, Sendable, CaseIterable, Codable {
  /// To see.
  case view = "VIEW"
  /// To change.
  case edit = "EDIT"
  /// To make.
  case create = "CREATE"
  /// To remove.
  case delete = "DELETE"
  /// To send events.
  case send = "SEND"
  /// To receive events.
  case receive = "RECEIVE"

  /// The one-letter name that some messages and filters use.
  public var letter: String { String(rawValue.prefix(1)).lowercased() }
}
