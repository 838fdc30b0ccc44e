/// Writes JSON into bytes, member by member, in the order of the calls.
public struct JSONWriter: Sendable {
  /// What was written so far, UTF-8.
  public private(set) var bytes: [UInt8] = []

  /// A writer with room for so many bytes.
  public init(reserving capacity: Int = 256) { bytes.reserveCapacity(capacity) }

  /// Writes any value.
  public mutating func write(_ value: JSONValue) {
    switch value {
    case .null: raw("null")
    case .bool(let value): raw(value ? "true" : "false")
    case .integer(let value): write(value)
    case .number(let value): write(value)
    case .string(let value): write(value)
    case .array(let elements):
      byte(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        if index > 0 { byte(UInt8(ascii: ",")) }
        write(element)
      }
      byte(UInt8(ascii: "]"))
    case .object(let object):
      byte(UInt8(ascii: "{"))
      var first = true
      for (key, value) in object {
        if !first { byte(UInt8(ascii: ",")) }
        first = false
        write(key)
        byte(UInt8(ascii: ":"))
        write(value)
      }
      byte(UInt8(ascii: "}"))
    }
  }

  /// Writes an integer.
  public mutating func write(_ value: some BinaryInteger) { raw(String(value)) }

  /// Writes a number in its shortest exact form; a value that JSON can not hold as Python's reader knows it
  /// (`NaN`, `Infinity`, `-Infinity`).
  public mutating func write(_ value: Double) {
    if value.isNaN {
      raw("NaN")
    } else if value.isInfinite {
      raw(value < 0 ? "-Infinity" : "Infinity")
    } else {
      raw(value.description)
    }
  }

  /// Writes a quoted text.
  public mutating func write(_ text: String) {
    byte(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { utf8 in
      var start = 0
      for index in utf8.indices {
        let character = utf8[index]
        guard character < 0x20 || character == UInt8(ascii: "\"") || character == UInt8(ascii: "\\") else { continue }
        bytes.append(contentsOf: utf8[start..<index])
        escape(character)
        start = index + 1
      }
      bytes.append(contentsOf: utf8[start...])
    }
    byte(UInt8(ascii: "\""))
  }

  /// Writes a byte as it is.
  public mutating func byte(_ byte: UInt8) { bytes.append(byte) }

  /// Writes bytes as they are: they have to be JSON already.
  public mutating func raw(_ text: String) { bytes.append(contentsOf: text.utf8) }

  private mutating func escape(_ character: UInt8) {
    switch character {
    case UInt8(ascii: "\""): raw("\\\"")
    case UInt8(ascii: "\\"): raw("\\\\")
    case 0x0A: raw("\\n")
    case 0x0D: raw("\\r")
    case 0x09: raw("\\t")
    default:
      let digits = String(character, radix: 16)
      raw("\\u00" + (digits.utf8.count == 1 ? "0" + digits : digits))
    }
  }
}
