/// Reads a number as `pandas.read_csv` does: spaces around it, a sign, digits, a fraction, an exponent; or infinity.
enum NumberField {
  /// Nil when the field is not a number.
  static func parse(_ field: UnsafeBufferPointer<UInt8>) -> Double? {
    var start = field.startIndex
    var end = field.endIndex
    while start < end, isSpace(field[start]) { start += 1 }
    while end > start, isSpace(field[end - 1]) { end -= 1 }
    guard start < end else { return nil }
    return digits(UnsafeBufferPointer(rebasing: field[start..<end]))
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  private static func digits(_ field: UnsafeBufferPointer<UInt8>) -> Double? {
    var position = 0
    let negative = field[0] == UInt8(ascii: "-")
    if negative || field[0] == UInt8(ascii: "+") { position = 1 }
    var mantissa: UInt64 = 0
    var significant = 0
    var exponent = 0
    var hasDigits = false
    var inFraction = false
    while position < field.count {
      let byte = field[position]
      if (48...57).contains(byte) {
        hasDigits = true
        if inFraction { exponent -= 1 }
        if mantissa > 0 || byte > 48 {
          // More than 19 digits do not fit; the slow way reads those.
          guard significant < 19 else { return slow(field) }
          significant += 1
          mantissa = mantissa * 10 + UInt64(byte - 48)
        }
      } else if byte == UInt8(ascii: "."), !inFraction {
        inFraction = true
      } else {
        break
      }
      position += 1
    }
    guard hasDigits else { return infinity(field[position...], negative: negative) }
    if position < field.count {
      guard let power = power(field[position...]) else { return nil }
      exponent += power
    }
    // A whole mantissa below 2^53 times an exact power of ten is rounded once, hence correctly.
    guard mantissa <= 1 << 53, abs(exponent) < powers.count else { return slow(field) }
    let value = exponent < 0 ? Double(mantissa) / powers[-exponent] : Double(mantissa) * powers[exponent]
    return negative ? -value : value
  }

  private static let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
  ]

  /// An exponent such as `e-7`; beyond four digits it is no number that a double could hold apart from 0 and infinity.
  private static func power(_ field: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
    guard let letter = field.first, letter == UInt8(ascii: "e") || letter == UInt8(ascii: "E") else { return nil }
    var rest = field.dropFirst()
    let negative = rest.first == UInt8(ascii: "-")
    if negative || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
    guard !rest.isEmpty, rest.count <= 4 else { return nil }
    var value = 0
    for byte in rest {
      guard (48...57).contains(byte) else { return nil }
      value = value * 10 + Int(byte - 48)
    }
    return negative ? -value : value
  }

  private static func infinity(_ field: Slice<UnsafeBufferPointer<UInt8>>, negative: Bool) -> Double? {
    guard field.count == 3 || field.count == 8 else { return nil }
    let word = String(decoding: field, as: UTF8.self).lowercased()
    guard word == "inf" || word == "infinity" else { return nil }
    return negative ? -.infinity : .infinity
  }

  private static func slow(_ field: UnsafeBufferPointer<UInt8>) -> Double? {
    // Double's own reader also takes hexadecimal and `nan`, which are no numbers in a table.
    guard field.count <= 400, field.allSatisfy({ allowed.contains($0) }) else { return nil }
    return Double(String(decoding: field, as: UTF8.self))
  }

  private static let allowed = Set("0123456789+-.eE".utf8)
}
