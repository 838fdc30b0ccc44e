extension JSONValue {
  /// The value as Python prints it, which some of the contract's texts hold.
  var pythonText: String {
    switch self {
    case .null: "None"
    case .bool(let value): value ? "True" : "False"
    case .integer, .number: text
    case .string(let value): "'" + value.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
    case .array(let elements): "[" + elements.map(\.pythonText).joined(separator: ", ") + "]"
    case .object(let object):
      "{" + object.map { JSONValue.string($0.key).pythonText + ": " + $0.value.pythonText }.joined(separator: ", ")
        + "}"
    }
  }
}
