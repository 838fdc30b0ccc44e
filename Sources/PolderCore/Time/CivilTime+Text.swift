extension CivilTime {
  /// Reads `YYYY-MM-DD[(T| )HH:MM[:SS[.f…]]][Z|±HH[:]MM]`; at most 40 bytes.
  init?(text: String) {
    guard text.utf8.count <= 40 else { return nil }
    var reader = Reader(bytes: Array(text.utf8))
    guard let year = reader.number(4), reader.skip("-"), let month = reader.number(2), reader.skip("-"),
      let day = reader.number(2)
    else { return nil }
    (self.year, self.month, self.day) = (year, month, day)
    if reader.atEnd { return }
    guard reader.skip("T") || reader.skip("t") || reader.skip(" ") else { return nil }
    guard let hour = reader.number(2), reader.skip(":"), let minute = reader.number(2) else { return nil }
    (self.hour, self.minute) = (hour, minute)
    if reader.skip(":") {
      guard let second = reader.number(2) else { return nil }
      self.second = second
      if reader.skip(".") || reader.skip(",") {
        guard let fraction = reader.fraction() else { return nil }
        microsecond = fraction
      }
    }
    if reader.skip("Z") || reader.skip("z") {
      guard reader.atEnd else { return nil }
      return
    }
    let sign = reader.skip("+") ? 1 : reader.skip("-") ? -1 : 0
    if sign != 0 {
      guard let hours = reader.number(2) else { return nil }
      _ = reader.skip(":")
      let minutes = reader.atEnd ? 0 : reader.number(2)
      guard let minutes else { return nil }
      zone = sign * (hours * 60 + minutes)
    }
    guard reader.atEnd else { return nil }
  }

  private struct Reader {
    let bytes: [UInt8]
    var position = 0

    var atEnd: Bool { position == bytes.count }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
      guard position < bytes.count, UInt32(bytes[position]) == character.value else { return false }
      position += 1
      return true
    }

    mutating func number(_ digits: Int) -> Int? {
      guard position + digits <= bytes.count else { return nil }
      var value = 0
      for byte in bytes[position..<position + digits] {
        guard (48...57).contains(byte) else { return nil }
        value = value * 10 + Int(byte - 48)
      }
      position += digits
      return value
    }

    /// Microseconds; digits beyond the sixth are dropped.
    mutating func fraction() -> Int? {
      var value = 0
      var digits = 0
      while position < bytes.count, (48...57).contains(bytes[position]) {
        if digits < 6 { value = value * 10 + Int(bytes[position] - 48) }
        digits += 1
        position += 1
      }
      guard digits > 0 else { return nil }
      for _ in min(digits, 6)..<6 { value *= 10 }
      return value
    }
  }
}
