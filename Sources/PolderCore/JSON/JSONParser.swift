/// Parses one JSON text within bounds.
public struct JSONParser {
  /// What a text may cost.
  public struct Limits: Sendable {
    /// The most bytes a text may have.
    public var bytes: Int
    /// How deep lists and objects may be nested.
    public var depth: Int
    /// Whether Python's `NaN`, `Infinity` and `-Infinity` are taken.
    public var allowsNonFinite: Bool

    /// Limits; by default 64 MiB, 64 levels, finite numbers only.
    public init(bytes: Int = 64 << 20, depth: Int = 64, allowsNonFinite: Bool = false) {
      self.bytes = bytes
      self.depth = depth
      self.allowsNonFinite = allowsNonFinite
    }
  }

  /// Why a text was refused, and at which byte.
  public struct Failure: Error, Sendable, Hashable, CustomStringConvertible {
    /// What was wrong.
    public let message: String
    /// The offset of the first byte that was wrong.
    public let offset: Int

    /// What was wrong and where.
    public var description: String { "\(message) at byte \(offset)" }
  }

  let bytes: [UInt8]
  let limits: Limits
  var position = 0
  var depth = 0

  init(_ bytes: [UInt8], limits: Limits) {
    self.bytes = bytes
    self.limits = limits
  }

  mutating func parse() throws(Failure) -> JSONValue {
    guard bytes.count <= limits.bytes else {
      throw Failure(message: "The text is longer than \(limits.bytes) bytes", offset: limits.bytes)
    }
    let value = try self.value()
    skipSpace()
    guard position == bytes.count else { throw failure("Unexpected text after the value") }
    return value
  }

  func failure(_ message: String) -> Failure { Failure(message: message, offset: position) }

  mutating func skipSpace() {
    while position < bytes.count, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[position]) { position += 1 }
  }

  private mutating func value() throws(Failure) -> JSONValue {
    skipSpace()
    guard position < bytes.count else { throw failure("The text ends where a value should stand") }
    switch bytes[position] {
    case UInt8(ascii: "{"): return try nested { (parser) throws(Failure) in .object(try parser.object()) }
    case UInt8(ascii: "["): return try nested { (parser) throws(Failure) in .array(try parser.array()) }
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "N") where limits.allowsNonFinite: return try word("NaN", .number(.nan))
    case UInt8(ascii: "I") where limits.allowsNonFinite: return try word("Infinity", .number(.infinity))
    default: return try number()
    }
  }

  private mutating func nested(
    _ body: (inout JSONParser) throws(Failure) -> JSONValue
  ) throws(Failure) -> JSONValue {
    depth += 1
    guard depth <= limits.depth else { throw failure("Nested deeper than \(limits.depth) levels") }
    position += 1
    let value = try body(&self)
    depth -= 1
    return value
  }

  private mutating func object() throws(Failure) -> JSONObject {
    var object = JSONObject()
    skipSpace()
    if take("}") { return object }
    while true {
      skipSpace()
      guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { throw failure("A key is missing") }
      let key = try string()
      skipSpace()
      guard take(":") else { throw failure("A colon is missing") }
      object[key] = try value()
      skipSpace()
      if take("}") { return object }
      guard take(",") else { throw failure("A comma or a closing brace is missing") }
    }
  }

  private mutating func array() throws(Failure) -> [JSONValue] {
    var elements: [JSONValue] = []
    skipSpace()
    if take("]") { return elements }
    while true {
      elements.append(try value())
      skipSpace()
      if take("]") { return elements }
      guard take(",") else { throw failure("A comma or a closing bracket is missing") }
    }
  }

  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard position < bytes.count, UInt32(bytes[position]) == character.value else { return false }
    position += 1
    return true
  }

  mutating func word(_ word: String, _ value: JSONValue) throws(Failure) -> JSONValue {
    guard bytes[position...].starts(with: word.utf8) else { throw failure("Not a JSON value") }
    position += word.utf8.count
    return value
  }
}
