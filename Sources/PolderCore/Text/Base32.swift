/// Base32 as in RFC 4648, upper case, with padding.
public enum Base32 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

  /// The text of bytes.
  public static func encode(_ bytes: some Sequence<UInt8>) -> String {
    var text: [UInt8] = []
    var block: UInt32 = 0
    var bits: UInt32 = 0
    for byte in bytes {
      block = block << 8 | UInt32(byte)
      bits += 8
      while bits >= 5 {
        bits -= 5
        text.append(alphabet[Int(block >> bits & 31)])
      }
      block &= 1 << bits - 1
    }
    if bits > 0 { text.append(alphabet[Int(block << (5 - bits) & 31)]) }
    text.append(contentsOf: repeatElement(UInt8(ascii: "="), count: (8 - text.count % 8) % 8))
    return String(decoding: text, as: UTF8.self)
  }

  /// The bytes of a text; nil when it is not base32 with its whole padding.
  public static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
    guard text.count % 8 == 0 else { return nil }
    var bytes: [UInt8] = []
    var block: UInt32 = 0
    var bits: UInt32 = 0
    var digits = 0
    for character in text {
      if character == UInt8(ascii: "=") { break }
      let digit: UInt8
      switch character {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): digit = character - 65
      case UInt8(ascii: "2")...UInt8(ascii: "7"): digit = character - 24
      default: return nil
      }
      digits += 1
      block = block << 5 | UInt32(digit)
      bits += 5
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(truncatingIfNeeded: block >> bits))
        block &= 1 << bits - 1
      }
    }
    let padding = text.count - digits
    guard [0, 1, 3, 4, 6].contains(padding), text.dropFirst(digits).allSatisfy({ $0 == UInt8(ascii: "=") }) else {
      return nil
    }
    return bytes
  }
}
