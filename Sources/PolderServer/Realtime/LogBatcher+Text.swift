extension LogBatcher {
  /// A text as both engines keep and measure it: NUL, which PostgreSQL refuses and at which SQLite stops to count,
  /// becomes U+FFFD.
  static func storable(_ text: String) -> String {
    guard text.utf8.contains(0) else { return text }
    let replacement: Unicode.Scalar = "\u{FFFD}"
    return String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value == 0 ? replacement : $0 }))
  }

  /// A whole log as it is kept: storable, and cut to the longest log.
  static func bounded(_ text: String) -> String {
    let text = storable(text)
    // No text has more characters than bytes, and these need not be counted.
    guard text.utf8.count > longestLog, text.unicodeScalars.count > longestLog else { return text }
    return start(of: text, longestLog) + endOfLog
  }

  /// The first characters of a text.
  static func start(of text: String, _ count: Int) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.prefix(count)))
  }

  /// A text in pieces of at most that many bytes, four or more, cut between characters.
  static func pieces(of text: String, upTo bytes: Int = LogBatcher.largestEvent) -> [Substring] {
    var pieces: [Substring] = []
    var rest = text[...]
    while rest.utf8.count > bytes {
      var end = rest.utf8.index(rest.startIndex, offsetBy: bytes)
      // Within a character it is too late.
      while rest.utf8[end] & 0xC0 == 0x80 { end = rest.utf8.index(before: end) }
      pieces.append(rest[..<end])
      rest = rest[end...]
    }
    return pieces + [rest]
  }
}
