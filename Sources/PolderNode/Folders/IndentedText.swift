import PolderCore

/// JSON with a line for each value, indented by two.
enum IndentedText {
  static func of(_ value: JSONValue) -> String { text(value, "") }

  private static func text(_ value: JSONValue, _ indent: String) -> String {
    let inner = indent + "  "
    switch value {
    case .array(let values) where !values.isEmpty:
      return "[\n" + values.map { inner + text($0, inner) }.joined(separator: ",\n") + "\n\(indent)]"
    case .object(let object) where !object.isEmpty:
      let lines = object.map { "\(inner)\(JSONValue.string($0.key).text): \(text($0.value, inner))" }
      return "{\n" + lines.joined(separator: ",\n") + "\n\(indent)}"
    default: return value.text
    }
  }
}
