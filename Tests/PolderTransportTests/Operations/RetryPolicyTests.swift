import PolderCore
import Synchronization
import Testing

@testable import PolderTransport

@Suite("Retry policy")
struct RetryPolicyTests {
  @Test("Pauses double up to the longest")
  func pausesGrow() {
    let policy = RetryPolicy(firstPause: .milliseconds(250), longestPause: .seconds(1))
    #expect((2...6).map { policy.pause(before: $0) } == [250, 500, 1_000, 1_000, 1_000].map { .milliseconds($0) })
  }

  @Test("A pause is never longer than the longest, even the first", arguments: [0, 1, 2, 100_000])
  func longestBoundsTheFirst(attempt: Int) {
    #expect(RetryPolicy(firstPause: .seconds(9), longestPause: .seconds(5)).pause(before: attempt) == .seconds(5))
  }

  @Test(
    "Only what the other side surely has not seen is repeated, unless a second time is harmless",
    arguments: [
      (PolderError.Code.transportUnreachable, false, 3), (.transportUnreachable, true, 3),
      (.transportInterrupted, false, 1), (.transportInterrupted, true, 3), (.transportTimeout, true, 1),
      (.transportReplyTooLarge, true, 1), (.transportBadAddress, true, 1), ("another", true, 1),
      (.transportUntrusted, true, 1), (.transportProxyRefused, true, 1), (.transportRedirected, true, 1),
      (.transportUnusableAnswer, true, 1), (.transportWrongLength, true, 1),
    ])
  func repeatsOnlyTheHarmless(code: PolderError.Code, isRepeatable: Bool, attempts: Int) async {
    let pauses = Mutex<[Duration]>([])
    let policy = RetryPolicy(
      attempts: 3, firstPause: .seconds(1), sleep: { pause in pauses.withLock { $0.append(pause) } })
    var count = 0
    let error = await #expect(throws: PolderError.self) {
      try await policy.run(isRepeatable: isRepeatable) {
        count += 1
        throw PolderError(code, "failure \(count)")
      }
    }
    #expect(count == attempts)
    #expect(error?.message == "failure \(attempts)", "the last failure is the one that is told")
    #expect(pauses.withLock { $0 } == Array([Duration.seconds(1), .seconds(2)].prefix(attempts - 1)))
  }

  @Test("A success after failures is a success, and nothing follows it")
  func endsWithSuccess() async throws {
    var count = 0
    let value = try await RetryPolicy(sleep: { _ in }).run(isRepeatable: false) {
      count += 1
      if count < 3 { throw PolderError(.transportUnreachable, "not yet") }
      return count
    }
    #expect(value == 3)
    #expect(count == 3)
  }

  @Test("A cancelled pause ends the attempts with the cancellation")
  func cancellationEndsPauses() async {
    let policy = RetryPolicy(sleep: { _ in throw CancellationError() })
    var count = 0
    await #expect(throws: CancellationError.self) {
      try await policy.run(isRepeatable: true) {
        count += 1
        throw PolderError(.transportUnreachable, "nobody there")
      }
    }
    #expect(count == 1)
  }

  @Test("A refusal is an answer, and is not repeated")
  func refusalsAreFinal() async {
    var count = 0
    await #expect(throws: RequestRefusal.self) {
      try await RetryPolicy(sleep: { _ in }).run(isRepeatable: true) {
        count += 1
        throw RequestRefusal(503, "busy")
      }
    }
    #expect(count == 1)
  }

  @Test("`never` makes one attempt")
  func neverRepeats() async {
    var count = 0
    await #expect(throws: PolderError.self) {
      try await RetryPolicy.never.run(isRepeatable: true) {
        count += 1
        throw PolderError(.transportUnreachable, "nobody there")
      }
    }
    #expect(count == 1)
  }
}
