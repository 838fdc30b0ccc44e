extension AlgorithmArgumentType {
  /// Whether there are several values in one argument.
  var isList: Bool { [.columns, .strings, .integers, .floats, .organizations].contains(self) }

  /// Whether an argument of this type can decide whether another one is asked for.
  var canDecide: Bool { !isList && self != .organization && self != .json }

  /// Whether a text is a value of this type; lists are JSON.
  func reads(_ text: String) -> Bool {
    switch self {
    case .column, .string: true
    case .integer, .organization: Int64(text) != nil
    case .float: Double(text) != nil
    case .boolean: ["true", "false", "1", "0"].contains(text.lowercased())
    case .json: Self.json(text) != nil
    case .columns, .strings: Self.json(text)?.array != nil
    case .integers, .organizations: Self.json(text)?.array?.allSatisfy { Int64(body: $0) != nil } == true
    case .floats:
      Self.json(text)?.array?.allSatisfy { $0.double != nil || $0.string.flatMap { Double($0) } != nil } == true
    }
  }

  /// Whether a value may be one of those that an argument of this type is bound to.
  func allows(_ value: ArgumentValue) -> Bool {
    switch self {
    case .integer: Int64(value.text) != nil
    case .float: Double(value.text) != nil
    default: true
    }
  }

  private static func json(_ text: String) -> JSONValue? {
    // What is no JSON is no value, whatever is wrong with it.
    try? JSONValue(parsing: Array(text.utf8), limits: .init(bytes: 65_536, depth: 16))
  }
}
