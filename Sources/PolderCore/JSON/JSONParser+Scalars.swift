extension JSONParser {
  mutating func number() throws(Failure) -> JSONValue {
    let start = position
    let negative = take("-")
    if negative, limits.allowsNonFinite, position < bytes.count, bytes[position] == UInt8(ascii: "I") {
      return try word("Infinity", .number(-.infinity))
    }
    guard position < bytes.count, isDigit(bytes[position]) else {
      position = start
      throw failure("Not a JSON value")
    }
    if !take("0") { skipDigits() }
    var integral = true
    if take(".") {
      integral = false
      guard position < bytes.count, isDigit(bytes[position]) else { throw failure("A digit is missing") }
      skipDigits()
    }
    if take("e") || take("E") {
      integral = false
      if !take("+") { _ = take("-") }
      guard position < bytes.count, isDigit(bytes[position]) else { throw failure("A digit is missing") }
      skipDigits()
    }
    guard position - start <= 400 else { throw failure("A number has more than 400 characters") }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if integral, let value = Int64(text) { return .integer(value) }
    guard let value = Double(text), value.isFinite else { throw failure("A number is out of range") }
    return .number(value)
  }

  private func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

  private mutating func skipDigits() {
    while position < bytes.count, isDigit(bytes[position]) { position += 1 }
  }

  mutating func string() throws(Failure) -> String {
    position += 1
    var start = position
    var text: [UInt8] = []
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") {
        text.append(contentsOf: bytes[start..<position])
        position += 1
        guard let string = String(validating: text, as: UTF8.self) else { throw failure("A text is not UTF-8") }
        return string
      }
      guard byte >= 0x20 else { throw failure("A control character stands in a text") }
      guard byte == UInt8(ascii: "\\") else {
        position += 1
        continue
      }
      text.append(contentsOf: bytes[start..<position])
      position += 1
      text.append(contentsOf: try escape())
      start = position
    }
    throw failure("A text does not end")
  }

  private mutating func escape() throws(Failure) -> [UInt8] {
    guard position < bytes.count else { throw failure("A text does not end") }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "u"): return Array(String(Character(try scalar())).utf8)
    default: throw failure("An unknown escape stands in a text")
    }
  }

  /// A surrogate without its partner becomes U+FFFD, as it can not be kept in UTF-8.
  private mutating func scalar() throws(Failure) -> Unicode.Scalar {
    let first = try hexadecimal()
    if let scalar = Unicode.Scalar(first) { return scalar }
    let mark = position
    if first < 0xDC00, take("\\"), take("u") {
      let second = try hexadecimal()
      if (0xDC00...0xDFFF).contains(second),
        let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
      {
        return scalar
      }
    }
    position = mark
    return "\u{FFFD}"
  }

  private mutating func hexadecimal() throws(Failure) -> UInt32 {
    guard position + 4 <= bytes.count else { throw failure("An escape is cut off") }
    var value: UInt32 = 0
    for byte in bytes[position..<position + 4] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw failure("An escape is not hexadecimal")
      }
      value = value << 4 | UInt32(digit)
    }
    position += 4
    return value
  }
}
