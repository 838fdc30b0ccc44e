extension JSONParser {
  mutating func number() throws(Failure) -> JSONToken {
    let start = position
    let negative = take("-")
    if negative, limits.allowsNonFinite, position < bytes.count, bytes[position] == UInt8(ascii: "I") {
      return try word("Infinity", .negativeInfinity)
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
    // Eighteen digits always fit.
    if integral, position - start <= 18 { return JSONToken(.integer, start, position) }
    guard position - start <= 400 else { throw failure("A number has more than 400 characters") }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if integral, Int64(text) != nil { return JSONToken(.integer, start, position) }
    guard let value = Double(text), value.isFinite else { throw failure("A number is out of range") }
    return JSONToken(.number, start, position)
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }

  private mutating func skipDigits() {
    while position < bytes.count, isDigit(bytes[position]) { position += 1 }
  }

  mutating func string() throws(Failure) -> JSONToken {
    position += 1
    let start = position
    var (isEscaped, isASCII) = (false, true)
    while true {
      skipPlain(&isASCII)
      guard position < bytes.count else { throw failure("A text does not end") }
      let end = position
      position += 1
      switch bytes[end] {
      case UInt8(ascii: "\""):
        // The bytes of escapes are ASCII, so that a text is UTF-8 with them as it is without.
        guard isASCII || String(validating: bytes[start..<end], as: UTF8.self) != nil else {
          throw failure("A text is not UTF-8")
        }
        return JSONToken(isEscaped ? .escaped : .plain, start, end)
      case UInt8(ascii: "\\"):
        isEscaped = true
        try skipEscape()
      default:
        position = end
        throw failure("A control character stands in a text")
      }
    }
  }

  /// Goes on to a quotation mark, a backslash, a control character or the end.
  private mutating func skipPlain(_ isASCII: inout Bool) {
    var (next, seen) = (position, 0 as UInt8)
    while next < bytes.count {
      let byte = bytes[next]
      guard byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") else { break }
      seen |= byte
      next += 1
    }
    position = next
    if seen >= 0x80 { isASCII = false }
  }

  private mutating func skipEscape() throws(Failure) {
    guard position < bytes.count else { throw failure("A text does not end") }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "n"), UInt8(ascii: "r"),
      UInt8(ascii: "t"), UInt8(ascii: "b"), UInt8(ascii: "f"):
      return
    case UInt8(ascii: "u"):
      guard position + 4 <= bytes.count else { throw failure("An escape is cut off") }
      for byte in bytes[position..<position + 4] where Self.hexadecimal(byte) == nil {
        throw failure("An escape is not hexadecimal")
      }
      position += 4
    default: throw failure("An unknown escape stands in a text")
    }
  }

  /// The value of a hexadecimal digit.
  static func hexadecimal(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
