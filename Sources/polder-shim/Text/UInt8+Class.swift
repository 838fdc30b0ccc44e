extension UInt8 {
  var isDigit: Bool { self >= 0x30 && self <= 0x39 }

  var isHexDigit: Bool { isDigit || (lowercased >= 0x61 && lowercased <= 0x66) }

  var lowercased: UInt8 { self >= 0x41 && self <= 0x5A ? self + 0x20 : self }

  /// A character of a `token` in the sense of RFC 9110.
  var isToken: Bool {
    if isDigit { return true }
    let letter = lowercased
    if letter >= 0x61 && letter <= 0x7A { return true }
    switch self {
    case 0x21, 0x23...0x27, 0x2A, 0x2B, 0x2D, 0x2E, 0x5E, 0x5F, 0x60, 0x7C, 0x7E: return true
    default: return false
    }
  }
}
