/// How much of a QR code may be lost.
public enum QRLevel: Sendable, CaseIterable {
  /// About 7 %: the smallest code, enough for a screen.
  case low
  /// About 15 %.
  case medium

  /// The two bits of the level in the code's format.
  var format: Int { self == .low ? 1 : 0 }

  /// How many bytes of correction each block has, by version from 1.
  var correction: [Int] {
    self == .low
      ? [7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28]
      : [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26]
  }

  /// How many blocks there are, by version from 1.
  var blocks: [Int] {
    self == .low
      ? [1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8]
      : [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16]
  }
}
