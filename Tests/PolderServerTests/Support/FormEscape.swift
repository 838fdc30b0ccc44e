/// Text as it stands behind the question mark.
enum FormEscape {
  static func escape(_ text: String) -> String {
    text.utf8.map { byte in
      let isPlain = (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
      let digits = String(byte, radix: 16, uppercase: true)
      return isPlain || byte == 45 || byte == 46 || byte == 95
        ? String(UnicodeScalar(byte)) : "%" + (digits.utf8.count == 1 ? "0" + digits : digits)
    }.joined()
  }
}
