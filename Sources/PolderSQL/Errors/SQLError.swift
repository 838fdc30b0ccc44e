/// What a database refused or could not do; it never holds a parameter's value.
public struct SQLError: Error, Sendable {
  /// The kind of failure.
  public let kind: Kind
  /// What happened, in the engine's words or ours.
  public let message: String
  /// The engine's own code: SQLite's extended result code, or PostgreSQL's SQLSTATE.
  public let code: String?
  /// The statement's text, with placeholders.
  public let statement: String?

  /// Makes an error.
  public init(_ kind: Kind, _ message: String, code: String? = nil, statement: String? = nil) {
    self.kind = kind
    self.message = message
    self.code = code
    self.statement = statement
  }

  /// Whether a row with the same unique value exists already.
  public var isUniqueViolation: Bool { kind == .constraint(.unique) || kind == .constraint(.primaryKey) }
}

extension SQLError: CustomStringConvertible {
  /// Message, code and statement on one line.
  public var description: String {
    var text = message
    if let code { text += " [\(code)]" }
    if let statement { text += " in: \(statement)" }
    return text
  }
}
