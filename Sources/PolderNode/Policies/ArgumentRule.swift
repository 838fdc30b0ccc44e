import PolderCore

/// What an argument of a function has to be.
public struct ArgumentRule: Sendable, Hashable {
  /// One condition.
  public enum Condition: Sendable, Hashable {
    /// It is this, as JSON writes it or as text.
    case equals(String)
    /// It is one of these.
    case oneOf([String])
    /// It is a number not above this.
    case atMost(Double)
    /// It is a number not below this.
    case atLeast(Double)
    /// It is a text that this regular expression describes from its beginning to its end.
    case pattern(String)

    /// The key of the configuration.
    var key: String {
      switch self {
      case .equals: "equals"
      case .oneOf: "one_of"
      case .atMost: "at_most"
      case .atLeast: "at_least"
      case .pattern: "pattern"
      }
    }
  }

  /// The name of the argument.
  public let name: String
  /// Whether it has to be given.
  public let isRequired: Bool
  /// All that has to hold, for each element where the argument is a list.
  public let conditions: [Condition]

  private static let longestText = 1_024

  /// A rule.
  public init(name: String, isRequired: Bool = false, conditions: [Condition]) {
    self.name = name
    self.isRequired = isRequired
    self.conditions = conditions
  }

  /// The key of the condition that the arguments break; nil when they keep the rule.
  func broken(by arguments: JSONObject) -> String? {
    guard let value = arguments[name] else { return isRequired ? "required" : nil }
    return conditions.first { !Self.holds($0, value) }?.key
  }

  private static func holds(_ condition: Condition, _ value: JSONValue) -> Bool {
    guard case .array(let elements) = value else { return holdsForOne(condition, value) }
    return elements.allSatisfy { holdsForOne(condition, $0) }
  }

  private static func holdsForOne(_ condition: Condition, _ value: JSONValue) -> Bool {
    switch condition {
    case .equals(let text): return isWritten(value, text)
    case .oneOf(let texts): return texts.contains { isWritten(value, $0) }
    case .atMost(let bound): return value.double.map { $0 <= bound } ?? false
    case .atLeast(let bound): return value.double.map { $0 >= bound } ?? false
    case .pattern(let pattern):
      guard let text = value.string, text.utf8.count <= longestText, let expression = try? Regex(pattern) else {
        // Expressions were checked when the configuration was read.
        return false
      }
      // An expression that fails while it matches does not match.
      return (try? expression.wholeMatch(in: text)) != nil
    }
  }

  private static func isWritten(_ value: JSONValue, _ text: String) -> Bool {
    switch value {
    case .string(let written): written.utf8.elementsEqual(text.utf8)
    case .bool(let value): text.lowercased() == (value ? "true" : "false")
    case .integer(let number): Int64(text) == number || Double(text) == Double(number)
    case .number(let number): Double(text) == number
    case .null: text == "null"
    case .array, .object: false
    }
  }
}
