import PolderCore
import PolderTransport
import Testing

@Suite("Heads and bodies of answers")
struct HTTPAnswerBodyTests {
  @Test("A body of given pieces gives those that are not empty, every time")
  func givesPieces() async throws {
    let body = HTTPAnswerBody([[1], [], [2, 3]])
    for _ in 0..<2 {
      var pieces: [[UInt8]] = []
      for try await piece in body { pieces.append(piece) }
      #expect(pieces == [[1], [2, 3]])
    }
  }

  @Test("A body is collected up to a bound", arguments: [(3, true), (2, false)])
  func collects(limit: Int, isEnough: Bool) async throws {
    let body = HTTPAnswerBody([[1], [2, 3]])
    guard !isEnough else {
      #expect(try await body.collect(upTo: limit) == [1, 2, 3])
      return
    }
    let error = await #expect(throws: PolderError.self) { try await body.collect(upTo: limit) }
    #expect(error?.code == .transportReplyTooLarge)
  }

  @Test(
    "The length is what the head says, where that is a number",
    arguments: [("0", 0), ("10000000000", 10_000_000_000), ("-1", nil), ("x", nil), ("99999999999999999999", nil)])
  func readsLengths(text: String, length: Int?) {
    #expect(HTTPAnswerHead(status: 200, headers: [("Content-Length", text)]).contentLength == length)
    #expect(HTTPAnswerHead(status: 200).contentLength == nil)
  }

  @Test("Fields are found without regard to case; the first counts")
  func findsFields() {
    let head = HTTPAnswerHead(status: 204, headers: [("X-A", "1"), ("x-a", "2")])
    #expect(head.header("x-A") == "1")
    #expect(head.header("x-b") == nil)
    #expect(head.isSuccess)
    #expect(!HTTPAnswerHead(status: 300).isSuccess)
  }
}
