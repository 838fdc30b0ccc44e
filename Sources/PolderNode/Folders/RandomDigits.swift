/// Random hexadecimal digits, for names that nobody else has and secrets that nobody guesses.
enum RandomDigits {
  /// So many of them.
  static func make(_ count: Int) -> String {
    String((0..<count).map { _ in Character(String(UInt8.random(in: 0..<16), radix: 16)) })
  }
}
