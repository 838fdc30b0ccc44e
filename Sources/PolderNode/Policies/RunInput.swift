public import PolderCore

/// What a run's input asks for: a function and its arguments.
public struct RunInput: Sendable, Hashable {
  /// The function.
  public let method: String
  /// How many arguments are given by position.
  public let positional: Int
  /// The arguments that are given by name.
  public let arguments: JSONObject

  /// The largest input that is read for its function, in bytes.
  static let limit = 64 << 20
  /// How many values and keys it may have in all. The weights of a large model, written as numbers, are fewer in as many
  /// bytes; what is no more than that many digits would take gigabytes of memory.
  static let values = 4 << 20

  /// A function and its arguments.
  public init(method: String, positional: Int = 0, arguments: JSONObject = [:]) {
    self.method = method
    self.positional = positional
    self.arguments = arguments
  }

  /// Reads an input as algorithms do; nil when it is not the object that they read, when it is too large or too deep
  /// or has too many values, or when it could be read in two ways.
  public init?(_ bytes: [UInt8]) {
    let limits = JSONParser.Limits(bytes: Self.limit, depth: 32, values: Self.values, allowsNonFinite: true)
    // What can not be read asks for nothing that is understood.
    guard let value = try? JSONValue(parsing: bytes, limits: limits), let object = value.object,
      let method = object["method"]?.string, method.utf8.count <= 256
    else { return nil }
    // Of a key that stands twice readers may take either; names that differ in their bytes alone count as one here.
    guard Self.keys(value) == Self.colons(bytes) else { return nil }
    switch object["args"] {
    case nil, .null: positional = 0
    case .array(let values): positional = values.count
    default: return nil
    }
    switch object["kwargs"] {
    case nil, .null: arguments = [:]
    case .object(let values): arguments = values
    default: return nil
    }
    self.method = method
  }

  /// How many keys there are in all objects of a value.
  private static func keys(_ value: JSONValue) -> Int {
    switch value {
    case .object(let object): object.reduce(0) { $0 + 1 + keys($1.value) }
    case .array(let elements): elements.reduce(0) { $0 + keys($1) }
    default: 0
    }
  }

  /// How many colons of a JSON text stand between a key and its value.
  private static func colons(_ bytes: [UInt8]) -> Int {
    var count = 0
    var isInText = false
    var isEscaped = false
    for byte in bytes {
      if isEscaped {
        isEscaped = false
      } else if isInText {
        if byte == UInt8(ascii: "\\") { isEscaped = true }
        if byte == UInt8(ascii: "\"") { isInText = false }
      } else if byte == UInt8(ascii: "\"") {
        isInText = true
      } else if byte == UInt8(ascii: ":") {
        count += 1
      }
    }
    return count
  }
}
