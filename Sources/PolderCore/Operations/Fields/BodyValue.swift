/// A type that can stand in a request's body.
public protocol BodyValue: Sendable {
  /// Reads a JSON value as leniently as the contract; nil when it does not fit.
  init?(body json: JSONValue)
  /// The JSON value.
  var bodyJSON: JSONValue { get }
  /// The contract's text when a value does not fit.
  static var refusal: String { get }
  /// The JSON Schema.
  static var schema: JSONObject { get }
}

extension String: BodyValue {
  /// A text.
  public init?(body json: JSONValue) {
    guard let text = json.string else { return nil }
    self = text
  }
  /// The text.
  public var bodyJSON: JSONValue { .string(self) }
  /// The contract's text.
  public static var refusal: String { "Not a valid string." }
  /// A string.
  public static var schema: JSONObject { ["type": "string"] }
}

extension Int64: BodyValue {
  /// An integer, a whole number, or their digits as a text.
  public init?(body json: JSONValue) {
    switch json {
    case .integer(let value): self = value
    case .number(let value):
      guard let exact = Int64(exactly: value) else { return nil }
      self = exact
    case .string(let text):
      guard let value = Int64(text) else { return nil }
      self = value
    default: return nil
    }
  }
  /// The integer.
  public var bodyJSON: JSONValue { .integer(self) }
  /// The contract's text.
  public static var refusal: String { "Not a valid integer." }
  /// An integer.
  public static var schema: JSONObject { ["type": "integer"] }
}

extension ID: BodyValue {
  /// An integer or its digits as a text.
  public init?(body json: JSONValue) {
    guard let value = Int64(body: json) else { return nil }
    self.init(value)
  }
  /// The integer.
  public var bodyJSON: JSONValue { .integer(rawValue) }
  /// The contract's text.
  public static var refusal: String { "Not a valid integer." }
  /// An integer.
  public static var schema: JSONObject { ["type": "integer"] }
}

extension Bool: BodyValue {
  /// A truth value, 0 or 1, or one of the contract's words for them.
  public init?(body json: JSONValue) {
    switch json {
    case .bool(let value): self = value
    case .integer(1): self = true
    case .integer(0): self = false
    case .string(let text):
      switch text.lowercased() {
      case "true", "t", "yes", "y", "on", "1": self = true
      case "false", "f", "no", "n", "off", "0": self = false
      default: return nil
      }
    default: return nil
    }
  }
  /// The truth value.
  public var bodyJSON: JSONValue { .bool(self) }
  /// The contract's text.
  public static var refusal: String { "Not a valid boolean." }
  /// A boolean.
  public static var schema: JSONObject { ["type": "boolean"] }
}

extension Timestamp: BodyValue {
  /// ISO 8601 as a text.
  public init?(body json: JSONValue) {
    guard let text = json.string, let moment = Timestamp(text: text) else { return nil }
    self = moment
  }
  /// ISO 8601 with the zone, as nodes write it.
  public var bodyJSON: JSONValue { .string(wireText + "+00:00") }
  /// The contract's text.
  public static var refusal: String { "Not a valid datetime." }
  /// A string.
  public static var schema: JSONObject { ["type": "string", "format": "date-time"] }
}

extension JSONObject: BodyValue {
  /// An object.
  public init?(body json: JSONValue) {
    guard let object = json.object else { return nil }
    self = object
  }
  /// The object.
  public var bodyJSON: JSONValue { .object(self) }
  /// The contract's text.
  public static var refusal: String { "Not a valid mapping type." }
  /// An object.
  public static var schema: JSONObject { ["type": "object"] }
}

extension Array: BodyValue where Element: BodyValue {
  /// A list of which every element fits.
  public init?(body json: JSONValue) {
    guard let elements = json.array else { return nil }
    let values = elements.compactMap { Element(body: $0) }
    guard values.count == elements.count else { return nil }
    self = values
  }
  /// The list.
  public var bodyJSON: JSONValue { .array(map(\.bodyJSON)) }
  /// The contract's text.
  public static var refusal: String { "Not a valid list." }
  /// A list.
  public static var schema: JSONObject { ["type": "array", "items": .object(Element.schema)] }
}
