/// A type that can stand behind the question mark.
public protocol QueryValue: Sendable {
  /// Reads one text; nil when it does not fit.
  init?(query text: String)
  /// The text.
  var queryText: String { get }
  /// The JSON Schema.
  static var querySchema: JSONObject { get }
  /// What was expected, for the refusal.
  static var expectation: String { get }
}

extension String: QueryValue {
  /// Any text.
  public init?(query text: String) { self = text }
  /// The text.
  public var queryText: String { self }
  /// `string`.
  public static var querySchema: JSONObject { ["type": "string"] }
  /// A text.
  public static var expectation: String { "a text" }
}

extension Int64: QueryValue {
  /// A decimal integer.
  public init?(query text: String) { self.init(text) }
  /// The digits.
  public var queryText: String { String(self) }
  /// `integer`.
  public static var querySchema: JSONObject { ["type": "integer"] }
  /// An integer.
  public static var expectation: String { "an integer" }
}

extension Bool: QueryValue {
  /// `False`, `false`, `0`, `no` and the empty text are false, anything else is true (deviation 3).
  public init?(query text: String) { self = !["", "0", "no", "false", "off"].contains(text.lowercased()) }
  /// Python's spelling.
  public var queryText: String { self ? "True" : "False" }
  /// `boolean`.
  public static var querySchema: JSONObject { ["type": "boolean"] }
  /// A truth value.
  public static var expectation: String { "true or false" }
}

extension ID: QueryValue {
  /// A decimal integer.
  public init?(query text: String) {
    guard let number = Int64(text) else { return nil }
    self.init(number)
  }
  /// The digits.
  public var queryText: String { String(rawValue) }
  /// `integer`.
  public static var querySchema: JSONObject { ["type": "integer"] }
  /// An integer.
  public static var expectation: String { "an integer" }
}

extension Timestamp: QueryValue {
  /// ISO 8601 (deviation 5).
  public init?(query text: String) { self.init(text: text) }
  /// ISO 8601.
  public var queryText: String { wireText }
  /// `string`.
  public static var querySchema: JSONObject { ["type": "string"] }
  /// A date.
  public static var expectation: String { "a date and time as in 2026-01-31T12:00:00" }
}
