extension JSONText {
  /// The integer, when there is one.
  func integer(at index: Int) -> Int64? {
    let token = tokens[index]
    guard token.kind == .integer else { return nil }
    // The parser has seen that it fits.
    var (value, isNegative) = (0 as Int64, false)
    for byte in bytes[token.bytes] {
      if byte == UInt8(ascii: "-") { isNegative = true } else { value = value &* 10 &- Int64(byte &- 48) }
    }
    return isNegative ? value : 0 &- value
  }

  /// The number, whether written as an integer or not, when there is one.
  func double(at index: Int) -> Double? {
    let token = tokens[index]
    switch token.kind {
    case .integer: return integer(at: index).map(Double.init)
    case .number: return Double(String(decoding: bytes[token.bytes], as: UTF8.self))
    case .notANumber: return .nan
    case .infinity: return .infinity
    case .negativeInfinity: return -.infinity
    default: return nil
    }
  }

  /// The text, when there is one.
  func string(at index: Int) -> String? {
    let token = tokens[index]
    switch token.kind {
    case .plain: return String(decoding: bytes[token.bytes], as: UTF8.self)
    case .escaped: return String(decoding: unescaped(token.bytes), as: UTF8.self)
    default: return nil
    }
  }

  /// The bytes of a text whose escapes the parser has seen to be right.
  private func unescaped(_ range: Range<Int>) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(range.count)
    var position = range.lowerBound
    while position < range.upperBound {
      let byte = bytes[position]
      position += 1
      guard byte == UInt8(ascii: "\\") else {
        text.append(byte)
        continue
      }
      let escape = bytes[position]
      position += 1
      switch escape {
      case UInt8(ascii: "n"): text.append(0x0A)
      case UInt8(ascii: "r"): text.append(0x0D)
      case UInt8(ascii: "t"): text.append(0x09)
      case UInt8(ascii: "b"): text.append(0x08)
      case UInt8(ascii: "f"): text.append(0x0C)
      case UInt8(ascii: "u"): text.append(contentsOf: UTF8.encode(scalar(&position, range.upperBound)) ?? .init())
      default: text.append(escape)
      }
    }
    return text
  }

  /// A surrogate without its partner becomes U+FFFD, as it can not be kept in UTF-8.
  private func scalar(_ position: inout Int, _ end: Int) -> Unicode.Scalar {
    let first = hexadecimal(position)
    position += 4
    if let scalar = Unicode.Scalar(first) { return scalar }
    if first < 0xDC00, position + 6 <= end, bytes[position] == UInt8(ascii: "\\"),
      bytes[position + 1] == UInt8(ascii: "u")
    {
      let second = hexadecimal(position + 2)
      if (0xDC00...0xDFFF).contains(second),
        let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
      {
        position += 6
        return scalar
      }
    }
    return "\u{FFFD}"
  }

  private func hexadecimal(_ position: Int) -> UInt32 {
    bytes[position..<position + 4].reduce(0) { $0 << 4 | UInt32(JSONParser.hexadecimal($1) ?? 0) }
  }
}
