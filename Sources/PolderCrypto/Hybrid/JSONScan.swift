/// Tells whether bytes are one JSON text, as Python's `json.loads` takes it, without building its value.
struct JSONScan {
  /// How deep lists and objects may be nested; Python gives up a little before.
  static let maximumDepth = 1024

  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0

  /// Whether these bytes are one JSON text in UTF-8. `NaN`, `Infinity` and `-Infinity` are taken, a byte order mark is not.
  static func isJSON(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { bytes in
      var scan = JSONScan(bytes: bytes)
      return scan.text()
    }
  }

  private init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// The whole text, with the open objects (true) and lists on a stack of its own, since the text decides how deep it goes.
  private mutating func text() -> Bool {
    var open: [Bool] = []
    while true {
      skipSpace()
      guard position < bytes.count else { return false }
      let first = bytes[position]
      position += 1
      // Here a value stands.
      switch first {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        let isObject = first == UInt8(ascii: "{")
        skipSpace()
        if !take(isObject ? "}" : "]") {
          guard open.count < Self.maximumDepth, !isObject || key() else { return false }
          open.append(isObject)
          continue
        }
      case UInt8(ascii: "\""): guard string() else { return false }
      case UInt8(ascii: "n"): guard take(word: "ull") else { return false }
      case UInt8(ascii: "t"): guard take(word: "rue") else { return false }
      case UInt8(ascii: "f"): guard take(word: "alse") else { return false }
      case UInt8(ascii: "N"): guard take(word: "aN") else { return false }
      case UInt8(ascii: "I"): guard take(word: "nfinity") else { return false }
      case UInt8(ascii: "-"): guard take("I") ? take(word: "nfinity") : number() else { return false }
      default:
        position -= 1
        guard number() else { return false }
      }
      // Here a value has ended.
      while let isObject = open.last {
        skipSpace()
        if take(",") {
          skipSpace()
          guard !isObject || key() else { return false }
          break
        }
        guard take(isObject ? "}" : "]") else { return false }
        open.removeLast()
      }
      if open.isEmpty {
        skipSpace()
        return position == bytes.count
      }
    }
  }

  private mutating func key() -> Bool {
    guard take("\""), string() else { return false }
    skipSpace()
    return take(":")
  }

  /// A number behind its sign.
  private mutating func number() -> Bool {
    guard take("0") || digits() else { return false }
    if take(".") { guard digits() else { return false } }
    guard take("e") || take("E") else { return true }
    _ = take("+") || take("-")
    return digits()
  }

  private mutating func digits() -> Bool {
    let start = position
    while position < bytes.count, (0x30...0x39).contains(bytes[position]) { position += 1 }
    return position > start
  }

  /// The rest of a string, its closing quotation mark included.
  private mutating func string() -> Bool {
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte == UInt8(ascii: "\"") { return true }
      if byte == UInt8(ascii: "\\") {
        guard escape() else { return false }
      } else if byte < 0x20 {
        return false
      } else if byte >= 0x80 {
        guard sequence(after: byte) else { return false }
      }
    }
    return false
  }

  private mutating func escape() -> Bool {
    guard position < bytes.count else { return false }
    let byte = bytes[position]
    position += 1
    guard byte == UInt8(ascii: "u") else { return "\"\\/bfnrt".utf8.contains(byte) }
    guard bytes.count - position >= 4 else { return false }
    defer { position += 4 }
    return bytes[position..<position + 4].allSatisfy { Character(UnicodeScalar($0)).isHexDigit }
  }

  /// The bytes that follow the first one of a character outside ASCII (Unicode, table 3-7).
  private mutating func sequence(after first: UInt8) -> Bool {
    let second: ClosedRange<UInt8>
    switch first {
    case 0xE0: second = 0xA0...0xBF
    case 0xED: second = 0x80...0x9F
    case 0xF0: second = 0x90...0xBF
    case 0xF4: second = 0x80...0x8F
    case 0xC2...0xF3: second = 0x80...0xBF
    default: return false
    }
    let count = first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3
    guard bytes.count - position >= count, second.contains(bytes[position]) else { return false }
    defer { position += count }
    return bytes[(position + 1)..<(position + count)].allSatisfy { (0x80...0xBF).contains($0) }
  }

  private mutating func skipSpace() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x0A, 0x0D, 0x09: position += 1
      default: return
      }
    }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func take(word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard bytes.count - position >= count else { return false }
    for index in 0..<count where bytes[position + index] != word.utf8Start[index] { return false }
    position += count
    return true
  }
}
