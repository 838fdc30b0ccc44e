import Testing

@testable import PolderHTTP

/// How a connection ends, without any connection.
struct ConnectionEndTests {
  private enum Step {
    /// The head of a request comes, or another part: is it for anybody?
    case head, body
    /// An answer begins, before or after the end of the server has: does it say that it is the last one?
    case before, after
    /// An answer is complete: was it the last word?
    case answered
    /// The time is up: is nothing left to be answered?
    case lingered
  }

  /// What a connection says to a history.
  private func say(_ steps: [Step]) -> [Bool] {
    var end = ConnectionEnd()
    return steps.map { step in
      switch step {
      case .head: end.takes(isHead: true)
      case .body: end.takes(isHead: false)
      case .before: end.begins(isEnding: false)
      case .after: end.begins(isEnding: true)
      case .answered: end.answers()
      case .lingered: end.lingers()
      }
    }
  }

  @Test("a connection of a server that goes on never ends by an answer")
  func goesOn() {
    #expect(
      say([.head, .body, .before, .answered, .head, .body, .before, .answered]).suffix(4) == [true, true, false, false])
  }

  @Test("the first answer after the end has begun is the last, and nothing is taken after it")
  func last() {
    #expect(say([.head, .after, .answered, .head, .body]) == [true, true, true, false, false])
  }

  @Test("an answer that had begun before is not the last word until the time is up")
  func begun() {
    #expect(
      say([.head, .before, .answered, .head, .before, .lingered, .answered]) == [
        true, false, false, true, false, false, true,
      ])
  }

  @Test("without a request the time that is up is the end, once")
  func idle() {
    #expect(say([.lingered, .lingered, .head]) == [true, false, false])
  }

  @Test("a request behind the last answer is not done, though the rest of the one before is still read")
  func behind() {
    #expect(say([.head, .after, .body, .head, .body, .answered]) == [true, true, true, false, false, true])
  }

  @Test("while requests wait behind it an answer is not the last")
  func waiting() {
    #expect(say([.head, .head, .after, .answered, .after, .answered]) == [true, true, false, false, true, true])
  }

  @Test("a head that can not be read is answered too, and with that it is over")
  func unreadable() {
    #expect(say([.after, .answered]) == [true, true])
  }
}
