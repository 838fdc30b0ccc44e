/// Makes text of bytes that come in pieces, which may part in the middle of a character.
struct UTF8Pieces: Sendable {
  private var rest: [UInt8] = []

  /// The text of all that came so far and was not given yet, without a character that is not whole.
  mutating func take(_ piece: some Sequence<UInt8>) -> String {
    rest += piece
    let kept = Self.incomplete(rest)
    let text = RunLog.clean(rest.dropLast(kept))
    rest = Array(rest.suffix(kept))
    return text
  }

  /// How many bytes at the end begin a character that goes on.
  private static func incomplete(_ bytes: [UInt8]) -> Int {
    for (back, byte) in bytes.suffix(3).reversed().enumerated() {
      if byte & 0b1100_0000 == 0b1000_0000 { continue }
      let length =
        switch byte {
        case 0b1100_0000..<0b1110_0000: 2
        case 0b1110_0000..<0b1111_0000: 3
        case 0b1111_0000..<0b1111_1000: 4
        default: 1
        }
      return length > back + 1 ? back + 1 : 0
    }
    return 0
  }
}
