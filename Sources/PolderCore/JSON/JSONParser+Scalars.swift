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
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") {
        let end = position
        position += 1
        // The bytes of escapes are ASCII, so that a text is UTF-8 with them as it is without.
        guard isASCII || String(validating: bytes[start..<end], as: UTF8.self) != nil else {
          throw failure("A text is not UTF-8")
        }
        return JSONToken(isEscaped ? .escaped : .plain, start, end)
      }
      guard byte >= 0x20 else { throw failure("A control character stands in a text") }
      position += 1
      if byte >= 0x80 { isASCII = false }
      if byte == UInt8(ascii: "\\") {
        isEscaped = true
        try skipEscape()
      }
    }
    throw failure("A text does not end")
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
