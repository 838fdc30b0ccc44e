import PolderSQL

extension SQLValue {
  private enum TypeID {
    static let boolean: UInt32 = 16
    static let bytea: UInt32 = 17
    static let integers: Set<UInt32> = [20, 21, 23, 26]
    static let reals: Set<UInt32> = [700, 701]
    static let numeric: UInt32 = 1_700
    static let timestamp: UInt32 = 1_114
  }

  /// A field in the server's text form, given its type's number in the server's catalogue.
  init(type: UInt32, text bytes: UnsafeRawBufferPointer) {
    switch type {
    case TypeID.boolean: self = .integer(bytes.first == UInt8(ascii: "t") ? 1 : 0)
    case TypeID.bytea: self = .blob(Self.bytes(hexadecimal: bytes))
    case let type where TypeID.integers.contains(type):
      let text = String(decoding: bytes, as: UTF8.self)
      self = Int64(text).map(SQLValue.integer) ?? .text(text)
    case let type where TypeID.reals.contains(type) || type == TypeID.numeric:
      let text = String(decoding: bytes, as: UTF8.self)
      self = Self.number(text, isNumeric: type == TypeID.numeric)
    case TypeID.timestamp: self = .text(Self.moment(String(decoding: bytes, as: UTF8.self)))
    default: self = .text(String(decoding: bytes, as: UTF8.self))
    }
  }

  /// Sums of whole numbers come as `numeric`.
  private static func number(_ text: String, isNumeric: Bool) -> SQLValue {
    if isNumeric, let whole = Int64(text) { return .integer(whole) }
    return Double(text).map(SQLValue.real) ?? .text(text)
  }

  /// The server leaves zeros at the end of a fraction out.
  private static func moment(_ text: String) -> String {
    guard text.utf8.count >= 19, text.utf8.count < 26, text.utf8.first.map({ (48...57).contains($0) }) == true else {
      return text
    }
    let whole = text.utf8.count == 19 ? text + "." : text
    return whole + String(repeating: "0", count: 26 - whole.utf8.count)
  }

  /// `\x` and two digits for each byte.
  private static func bytes(hexadecimal text: UnsafeRawBufferPointer) -> [UInt8] {
    guard text.count >= 2, text[0] == UInt8(ascii: "\\"), text[1] == UInt8(ascii: "x") else { return Array(text) }
    return [UInt8](unsafeUninitializedCapacity: (text.count - 2) / 2) { buffer, count in
      var place = 2
      while place + 1 < text.count {
        buffer[count] = digit(text[place]) << 4 | digit(text[place + 1])
        count += 1
        place += 2
      }
    }
  }

  private static func digit(_ byte: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    default: (byte | 0x20) &- UInt8(ascii: "a") &+ 10
    }
  }
}
