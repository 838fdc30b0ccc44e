import PolderCore
import PolderTransport
import Testing

@testable import PolderNode

@Suite("what an answer of the server means for a run")
struct ServerTroubleTests {
  @Test(
    "what passes is told apart from what does not",
    arguments: [
      (RequestRefusal(500, "An unexpected error occurred"), true), (RequestRefusal(503, "busy"), true),
      (RequestRefusal(429, "slow down"), true), (RequestRefusal(401, "Token has expired"), true),
      (RequestRefusal(401, "This is not your algorithm run to PATCH!"), false),
      (RequestRefusal(404, "Run id=7 not found!"), false), (RequestRefusal(413, "too large"), false),
      (RequestRefusal(400, "Cannot update an already finished algorithm run!"), false),
    ])
  func passing(_ refusal: RequestRefusal, _ isPassing: Bool) {
    #expect(ServerTrouble(refusal).isPassing == isPassing)
  }

  @Test("that a run is gone is believed of its server, which names it, and not of a gateway that does not find that")
  func gateway() {
    let run = RunID(7)
    #expect(ServerTrouble(RequestRefusal(404, "Run id=7 not found!"), about: run) == .notOurs("Run id=7 not found!"))
    #expect(ServerTrouble(RequestRefusal(404, "no Route matched with those values"), about: run).isPassing)
    #expect(!ServerTrouble(RequestRefusal(413, "too large"), about: run).isPassing)
  }

  @Test("a run that has ended already is told apart")
  func finished() {
    #expect(
      ServerTrouble(RequestRefusal(400, "Cannot update an already finished algorithm run!")) == .alreadyFinished)
    #expect(ServerTrouble(RequestRefusal(400, "Task is already finished!")) == .alreadyFinished)
  }

  @Test("no answer at all, and a key that was reset, leave the run alone")
  func noAnswer() {
    #expect(ServerTrouble(PolderError(.transportInterrupted, "broke")).isPassing)
    #expect(ServerTrouble(PolderError(.nodeKeyRefused, "refused")).isPassing)
    #expect(ServerTrouble(CancellationError()).isPassing)
  }

  @Test("pauses grow to a minute and begin anew after a success")
  func pauses() {
    var backOff = BackOff()
    #expect((0..<8).map { _ in backOff.next() } == [1, 2, 4, 8, 16, 32, 60, 60].map { .seconds($0) })
    backOff.reset()
    #expect(backOff.next() == .seconds(1))
  }
}
