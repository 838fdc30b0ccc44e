/// Base64 as in RFC 4648.
public enum Base64 {
  private static let standard = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// The text of bytes, with padding.
  public static func encode(_ bytes: some Sequence<UInt8>) -> String {
    var text: [UInt8] = []
    var block: UInt32 = 0
    var count = 0
    for byte in bytes {
      block = block << 8 | UInt32(byte)
      count += 1
      if count == 3 {
        for shift in [18, 12, 6, 0] as [UInt32] { text.append(standard[Int(block >> shift & 63)]) }
        (block, count) = (0, 0)
      }
    }
    if count > 0 {
      block <<= UInt32(8 * (3 - count))
      for shift in [18, 12, 6, 0].prefix(count + 1) { text.append(standard[Int(block >> UInt32(shift) & 63)]) }
      text.append(contentsOf: repeatElement(UInt8(ascii: "="), count: 3 - count))
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The text of bytes in the alphabet of addresses, without padding, as tokens have it.
  public static func encodeForAddress(_ bytes: some Sequence<UInt8>) -> String {
    let text = encode(bytes).utf8.compactMap { byte -> UInt8? in
      switch byte {
      case UInt8(ascii: "+"): UInt8(ascii: "-")
      case UInt8(ascii: "/"): UInt8(ascii: "_")
      case UInt8(ascii: "="): nil
      default: byte
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The bytes of a text; nil when its padding is wrong or, unless lenient, when a character is none of the alphabet.
  /// - Parameters:
  ///   - text: the text, in the alphabet of files or that of addresses (`-`, `_`)
  ///   - lenient: whether other characters are skipped, as the incumbent does
  ///   - padded: whether the padding has to be there
  /// - Returns: the bytes, or nil
  public static func decode(_ text: some Sequence<UInt8>, lenient: Bool = false, padded: Bool = true) -> [UInt8]? {
    var bytes: [UInt8] = []
    var block: UInt32 = 0
    var bits: UInt32 = 0
    var digits = 0
    var padding = 0
    for character in text {
      // Who skips other characters skips those of the other alphabet as well.
      guard let digit = digit(character, inAddresses: !lenient) else {
        if character == UInt8(ascii: "=") {
          padding += 1
          // What follows complete padding is ignored by the incumbent.
          if lenient, digits % 4 >= 2, digits % 4 + padding >= 4 { return bytes }
          continue
        }
        if lenient { continue }
        return nil
      }
      guard padding == 0 || lenient else { return nil }
      padding = 0
      block = block << 6 | digit
      bits += 6
      digits += 1
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(truncatingIfNeeded: block >> bits))
        block &= (1 << bits) - 1
      }
    }
    guard digits % 4 != 1 else { return nil }
    let missing = (4 - digits % 4) % 4
    guard !padded || lenient ? padding >= missing || !padded : padding == missing else { return nil }
    return bytes
  }

  /// The bytes of a text; nil when it is not base64.
  public static func decode(_ text: String, lenient: Bool = false, padded: Bool = true) -> [UInt8]? {
    decode(text.utf8, lenient: lenient, padded: padded)
  }

  private static func digit(_ character: UInt8, inAddresses: Bool) -> UInt32? {
    switch character {
    case UInt8(ascii: "-"), UInt8(ascii: "_"): inAddresses ? (character == UInt8(ascii: "-") ? 62 : 63) : nil
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(character) - 65
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(character) - 71
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(character) + 4
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
