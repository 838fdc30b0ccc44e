/// A code of the second factor as a request's body has it: a text, or a number, which loses leading zeros on its way
/// and gets them back (deviation 12).
public struct SecondFactorCode: BodyValue, Hashable {
  /// The digits.
  public let text: String

  /// A code.
  public init(_ text: String) { self.text = text }

  /// A text, or a whole number of at most six digits.
  public init?(body json: JSONValue) {
    switch json {
    case .string(let text): self.text = text
    case .integer(let number) where (0...999_999).contains(number):
      let digits = String(number)
      text = String(repeating: "0", count: 6 - digits.utf8.count) + digits
    default: return nil
    }
  }

  /// The text.
  public var bodyJSON: JSONValue { .string(text) }
  /// The contract's text.
  public static var refusal: String { "Not a valid string." }
  /// A string, or a number.
  public static var schema: JSONObject { ["type": ["string", "integer"]] }
}

extension BodyConstraint where Value == SecondFactorCode {
  /// Ten characters at the most.
  static var code: Self {
    Self(schema: ["maxLength": 10, "minimum": 0, "maximum": 999_999]) {
      BodyConstraint<String>.longest(10).problem($0.text)
    }
  }
}
