import PolderServer
import Testing

struct RefusalPaceTests {
  @Test(
    "failures that took a little more or less are answered at the same moment, and never before they are known",
    arguments: [(0, 20), (1, 20), (19, 20), (20, 20), (21, 40), (219, 220), (1_000, 1_000)])
  func moments(elapsed: Int, answer: Int) {
    let pace = RefusalPace(step: .milliseconds(20))
    #expect(pace.answer(after: .milliseconds(elapsed)) == .milliseconds(answer))
  }
}
