/// A value that an argument may have: a text or a number.
public struct ArgumentValue: BodyValue, Hashable {
  /// The value as JSON.
  public let bodyJSON: JSONValue

  /// A text.
  public init(_ text: String) { bodyJSON = .string(text) }
  /// A whole number.
  public init(_ number: Int64) { bodyJSON = .integer(number) }
  /// A number.
  public init(_ number: Double) { bodyJSON = .number(number) }

  /// Reads a text or a number; nil for anything else.
  public init?(body json: JSONValue) {
    guard json.string != nil || json.double != nil else { return nil }
    bodyJSON = json
  }

  /// The value as a text, as it is kept.
  public var text: String { bodyJSON.string ?? bodyJSON.text }

  /// The contract's text.
  public static var refusal: String { "Values should be str, int or float" }
  /// A text or a number.
  public static var schema: JSONObject { ["type": ["string", "number"]] }
}

extension ArgumentValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral {
  /// A text.
  public init(stringLiteral value: String) { self.init(value) }
  /// A whole number.
  public init(integerLiteral value: Int64) { self.init(value) }
  /// A number.
  public init(floatLiteral value: Double) { self.init(value) }
}
