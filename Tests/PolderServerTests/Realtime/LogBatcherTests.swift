import Testing

@testable import PolderServer

/// What becomes of the texts of logs; `NodeEventTests` has the way from a node to the database.
struct LogBatcherTests {
  @Test("NUL becomes a replacement character, everything else stays", arguments: ["", "plain\n", "é\u{301}€🙂\r\n"])
  func storable(text: String) {
    #expect(LogBatcher.storable(text) == text)
    #expect(LogBatcher.storable("\0" + text + "\0\0") == "\u{FFFD}" + text + "\u{FFFD}\u{FFFD}")
    #expect(LogBatcher.bounded(text + "\0") == text + "\u{FFFD}")
  }

  @Test("a log that is sent whole is cut where one that grows ends, and stays as it is when it is sent again")
  func bounded() {
    let longest = String(repeating: "\u{E9}", count: LogBatcher.longestLog)
    #expect(LogBatcher.bounded(longest) == longest)
    let cut = LogBatcher.bounded(longest + "x")
    #expect(cut == longest + LogBatcher.endOfLog)
    #expect(LogBatcher.bounded(cut) == cut)
  }

  @Test("the pieces of a text are as large as they may be, end between characters and make up the whole")
  func pieces() {
    let text = "aé€🙂" + String(repeating: "e\u{301}", count: 3) + "\r\n"
    for bytes in 4...20 {
      let pieces = LogBatcher.pieces(of: text, upTo: bytes)
      #expect(pieces.joined() == text, "\(bytes)")
      #expect(pieces.allSatisfy { $0.utf8.count <= bytes }, "\(bytes)")
      // No character has more than four bytes.
      #expect(pieces.dropLast().allSatisfy { $0.utf8.count > bytes - 4 }, "\(bytes)")
    }
    #expect(LogBatcher.pieces(of: "small") == ["small"])
  }
}
