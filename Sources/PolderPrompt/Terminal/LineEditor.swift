/// The line that somebody types, key by key, while the terminal itself shows nothing.
struct LineEditor {
  /// No answer is longer.
  static let longest = 4_096

  /// What a key leads to.
  enum Step: Equatable {
    /// More keys are awaited; the bytes are to be shown, unless the line is hidden.
    case shows([UInt8])
    /// The line is there.
    case ends(String)
    /// Somebody wants to leave.
    case leaves
  }

  private var bytes: [UInt8] = []

  /// Takes the byte of a key.
  mutating func take(_ byte: UInt8) -> Step {
    switch byte {
    case 0x0A, 0x0D: return .ends(String(decoding: bytes, as: UTF8.self))
    case 0x03, 0x1C: return .leaves
    case 0x04: return bytes.isEmpty ? .leaves : .ends(String(decoding: bytes, as: UTF8.self))
    case 0x08, 0x7F: return .shows(removeLast())
    case 0x15:
      var shown: [UInt8] = []
      while !bytes.isEmpty { shown += removeLast() }
      return .shows(shown)
    case 0..<0x20: return .shows([])
    default:
      guard bytes.count < Self.longest else { return .shows([]) }
      bytes.append(byte)
      return .shows([byte])
    }
  }

  /// Takes the last character away and gives what wipes it from the screen.
  private mutating func removeLast() -> [UInt8] {
    guard !bytes.isEmpty else { return [] }
    // The bytes behind the first of a character in UTF-8 begin with the bits 10.
    while let last = bytes.popLast(), last & 0xC0 == 0x80 {}
    return Array("\u{8} \u{8}".utf8)
  }
}
