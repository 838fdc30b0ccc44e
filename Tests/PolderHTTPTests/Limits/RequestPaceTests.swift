import Testing

@testable import PolderHTTP

struct RequestPaceTests {
  private let start = ContinuousClock.now

  private func at(_ seconds: Double) -> ContinuousClock.Instant { start + .seconds(seconds) }

  @Test("a head that does not come in time is too slow, whether or not some of it came")
  func head() {
    let pace = RequestPace(now: start)
    #expect(!pace.isOver(now: at(120)) && pace.isOver(now: at(121)) && !pace.canBeTold)
  }

  @Test("a body has some time however small it is, and beyond that has to come at a rate")
  func body() {
    var pace = RequestPace(now: start)
    pace.head(now: at(1))
    #expect(!pace.isOver(now: at(30)) && pace.isOver(now: at(32)) && pace.canBeTold)
    pace.body(1_024 * 100, now: at(20))
    pace.asked(now: at(20))
    #expect(!pace.isOver(now: at(130)) && pace.isOver(now: at(132)))
  }

  @Test("time in which nobody asks for more is not the peer's")
  func backPressure() {
    var pace = RequestPace(now: start)
    pace.head(now: at(0))
    pace.body(10, now: at(1))
    #expect(!pace.isOver(now: at(10_000)))
    pace.asked(now: at(10_000))
    #expect(!pace.isOver(now: at(10_020)) && pace.isOver(now: at(10_031)))
  }

  @Test("an answer may take its time, and after it the next head is waited for")
  func answers() {
    var pace = RequestPace(now: start)
    pace.head(now: at(0))
    pace.end()
    #expect(!pace.isOver(now: at(100_000)))
    pace.begin()
    pace.answered(now: at(100_000))
    #expect(!pace.isOver(now: at(100_120)) && pace.isOver(now: at(100_121)))
  }

  @Test("a peer that takes nothing of an answer is too slow; one that takes some begins anew")
  func stall() {
    var pace = RequestPace(now: start)
    pace.head(now: at(0))
    pace.end()
    pace.begin()
    pace.writable(false, now: at(1))
    pace.writable(false, now: at(100))
    #expect(pace.isOver(now: at(122)))
    pace.writable(true, now: at(123))
    #expect(!pace.isOver(now: at(100_000)) && !pace.canBeTold)
  }

  @Test("who is being answered already can not be told any more")
  func begun() {
    var pace = RequestPace(now: start)
    pace.head(now: at(0))
    pace.begin()
    #expect(pace.isOver(now: at(31)) && !pace.canBeTold)
  }
}
