public import PolderCore

/// `name=value` as it is typed.
public struct NamedText: Sendable, Hashable {
  /// What stands before the first `=`.
  public let name: String
  /// What stands behind it.
  public let text: String

  /// Reads `name=value`; nil without a name or a `=`.
  public init?(_ argument: String) {
    guard let mark = argument.firstIndex(of: "="), mark != argument.startIndex else { return nil }
    name = String(argument[..<mark])
    text = String(argument[argument.index(after: mark)...])
  }

  /// What is typed as a value: JSON where it is JSON, else the text itself.
  ///
  /// `5` is a number, `[1,2]` a list, `age` a text; `"5"` with its quotes is a text too.
  public static func value(_ text: String) -> JSONValue {
    // What is no JSON is meant as it stands.
    (try? JSONValue(parsing: text)) ?? .string(text)
  }
}
