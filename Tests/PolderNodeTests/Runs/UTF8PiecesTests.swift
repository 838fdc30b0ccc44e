import Testing

@testable import PolderNode

@Suite("text that comes in pieces")
struct UTF8PiecesTests {
  @Test("characters that are parted come whole, wherever the part is", arguments: 1...14)
  func parted(_ size: Int) {
    let text = "aé€🙂z\n"
    let bytes = Array(text.utf8)
    var pieces = UTF8Pieces()
    var result = ""
    for start in stride(from: 0, to: bytes.count, by: size) {
      let part = pieces.take(bytes[start..<min(start + size, bytes.count)])
      #expect(!part.contains("\u{FFFD}"))
      result += part
    }
    #expect(result == text)
  }

  @Test("bytes that are no text are replaced and do not hold up what follows")
  func broken() {
    var pieces = UTF8Pieces()
    #expect(pieces.take([0xFF, 0x61]) == "\u{FFFD}a")
    #expect(pieces.take([0x80, 0x80, 0x80, 0x80]).allSatisfy { $0 == "\u{FFFD}" })
    #expect(pieces.take([0x62]).last == "b")
  }
}
