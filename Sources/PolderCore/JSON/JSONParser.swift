/// Parses one JSON text within bounds, without making its values: it finds where they stand.
public struct JSONParser {
  /// What a text may cost.
  public struct Limits: Sendable {
    /// The most bytes a text may have.
    public var bytes: Int
    /// How deep lists and objects may be nested.
    public var depth: Int
    /// How many values and keys there may be in all: each costs memory, however few bytes it has.
    public var values: Int
    /// Whether Python's `NaN`, `Infinity` and `-Infinity` are taken.
    public var allowsNonFinite: Bool

    /// Limits; by default 64 MiB, 64 levels, as many values as there are, finite numbers only.
    public init(bytes: Int = 64 << 20, depth: Int = 64, values: Int = .max, allowsNonFinite: Bool = false) {
      self.bytes = bytes
      self.depth = depth
      self.values = values
      self.allowsNonFinite = allowsNonFinite
    }
  }

  /// Why a text was refused, and at which byte.
  public struct Failure: Error, Sendable, Hashable, CustomStringConvertible {
    /// What was wrong.
    public let message: String
    /// The offset of the first byte that was wrong.
    public let offset: Int
    /// Whether it may be JSON, and costs more than the limits allow.
    public var isOverLimit = false

    /// What was wrong and where.
    public var description: String { "\(message) at byte \(offset)" }
  }

  let bytes: [UInt8]
  let limits: Limits
  var position = 0
  private var tokens: [JSONToken] = []
  /// The containers that are open.
  private var open: [Int] = []

  init(_ bytes: [UInt8], limits: Limits) {
    self.bytes = bytes
    self.limits = limits
  }

  mutating func parse() throws(Failure) -> [JSONToken] {
    // Tokens count bytes in 32 bits.
    let most = min(limits.bytes, Int(UInt32.max))
    guard bytes.count <= most else {
      throw Failure(message: "The text is longer than \(most) bytes", offset: most, isOverLimit: true)
    }
    tokens.reserveCapacity(min(bytes.count / 8 + 1, limits.values))
    repeat {
      try value()
      guard tokens.count <= limits.values else { throw tooMuch("There are more than \(limits.values) values and keys") }
    } while try goesOn()
    skipSpace()
    guard position == bytes.count else { throw failure("Unexpected text after the value") }
    return tokens
  }

  func failure(_ message: String) -> Failure { Failure(message: message, offset: position) }

  private func tooMuch(_ message: String) -> Failure {
    Failure(message: message, offset: position, isOverLimit: true)
  }

  mutating func skipSpace() {
    while position < bytes.count {
      let byte = bytes[position]
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
      position += 1
    }
  }

  /// Reads a value; of a container only its beginning.
  private mutating func value() throws(Failure) {
    skipSpace()
    guard position < bytes.count else { throw failure("The text ends where a value should stand") }
    switch bytes[position] {
    case UInt8(ascii: "{"): try begin(.object)
    case UInt8(ascii: "["): try begin(.array)
    case UInt8(ascii: "\""): tokens.append(try string())
    case UInt8(ascii: "t"): tokens.append(try word("true", .yes))
    case UInt8(ascii: "f"): tokens.append(try word("false", .no))
    case UInt8(ascii: "n"): tokens.append(try word("null", .null))
    case UInt8(ascii: "N") where limits.allowsNonFinite: tokens.append(try word("NaN", .notANumber))
    case UInt8(ascii: "I") where limits.allowsNonFinite: tokens.append(try word("Infinity", .infinity))
    default: tokens.append(try number())
    }
  }

  private mutating func begin(_ kind: JSONToken.Kind) throws(Failure) {
    guard open.count < limits.depth else { throw tooMuch("Nested deeper than \(limits.depth) levels") }
    position += 1
    open.append(tokens.count)
    tokens.append(JSONToken(kind))
  }

  /// Reads what stands behind a value or the beginning of a container, up to the next value; closes what ends there.
  /// - Returns: whether a value has to follow
  private mutating func goesOn() throws(Failure) -> Bool {
    while let container = open.last {
      let isObject = tokens[container].kind == .object
      let isEmpty = container == tokens.count - 1
      if !isEmpty { tokens[container].start += 1 }
      skipSpace()
      if take(isObject ? "}" : "]") {
        tokens[container].end = UInt32(truncatingIfNeeded: tokens.count)
        open.removeLast()
        continue
      }
      if !isEmpty {
        guard take(",") else {
          throw failure("A comma or a closing \(isObject ? "brace" : "bracket") is missing")
        }
      }
      if isObject { try key() }
      return true
    }
    return false
  }

  private mutating func key() throws(Failure) {
    skipSpace()
    guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { throw failure("A key is missing") }
    tokens.append(try string())
    skipSpace()
    guard take(":") else { throw failure("A colon is missing") }
  }

  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard position < bytes.count, UInt32(bytes[position]) == character.value else { return false }
    position += 1
    return true
  }

  mutating func word(_ word: StaticString, _ kind: JSONToken.Kind) throws(Failure) -> JSONToken {
    let isThere = word.withUTF8Buffer { bytes[position...].starts(with: $0) }
    guard isThere else { throw failure("Not a JSON value") }
    position += word.utf8CodeUnitCount
    return JSONToken(kind)
  }
}
