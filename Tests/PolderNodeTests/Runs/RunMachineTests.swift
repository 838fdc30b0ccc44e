import PolderCore
import Testing

@testable import PolderNode

@Suite("the life of one run")
struct RunMachineTests {
  /// A machine to which the events happened, and what the last one led to.
  private func after(_ events: [RunEvent], restarts: Bool = false) -> (machine: RunMachine, last: [RunAction]) {
    var machine = RunMachine(restartsProvenDead: restarts)
    var last: [RunAction] = []
    for event in events { last = machine.handle(event, now: noon) }
    return (machine, last)
  }

  private let claimed: [RunEvent] = [.taken, .done(.record(.accepted)), .done(.claim), .gotToken("jwt")]
  private var running: [RunEvent] {
    claimed + [.done(.record(.starting)), .done(.prepare), .done(.start), .done(.record(.started)), .done(.announce)]
  }
  private let report = RunReport(
    .completed, log: "x", result: [1], notice: ReleaseNotice(bytes: 1, fields: 1, lines: []), finishedAt: noon,
    isOfNodeAlone: false)
  private var delivering: [RunEvent] {
    running + [.exited(.success()), .judged(report), .done(.record(.judged))]
  }

  @Test("requests that do not depend on each other go out together")
  func together() {
    #expect(after([.taken]).last == [.record(.accepted), .claim(startedAt: noon), .askToken])
    #expect(after(claimed).last == [.record(.starting(token: "jwt")), .prepare(token: "jwt")])
  }

  @Test("nothing starts before the start is written down, whatever comes first")
  func writtenFirst() {
    #expect(after(claimed + [.done(.prepare)]).last == [])
    #expect(after(claimed + [.done(.prepare), .done(.record(.starting))]).last == [.start])
    #expect(after(claimed + [.done(.record(.starting)), .done(.prepare)]).last == [.start])
  }

  @Test("of a run whose number means another one nothing is told, and its algorithm is ended first")
  func replaced() {
    let reason = "The server has given the run's number to another one."
    let ends: [RunAction] = [.release, .record(.refused(reason: reason))]
    #expect(after([.taken, .replaced]).last == ends)
    #expect(after([.replaced, .taken]).last == [.release, .finish(.refused(reason))], "nothing is written down yet")
    #expect(after(running + [.replaced]).last == [.kill])
    #expect(after(running + [.replaced, .exited(RuntimeExit(cause: .killed))]).last == ends)
    let starting = claimed + [.done(.prepare), .done(.record(.starting)), .replaced, .done(.start)]
    #expect(after(starting).last == [.wait, .record(.started), .kill], "and it is not told that it runs")
    #expect(after(claimed + [.replaced, .done(.record(.starting)), .done(.prepare)]).last == ends)
    #expect(after(delivering + [.replaced]).last == [.record(.refused(reason: reason))], "its place was free already")
    #expect(after(delivering + [.replaced, .done(.deliver)]).last == [])
  }

  @Test("from start to report")
  func whole() {
    #expect(
      after(claimed + [.done(.record(.starting)), .done(.prepare), .done(.start)]).last
        == [.wait, .announce, .record(.started)])
    #expect(after(running + [.exited(.success())]).last == [.release, .judge(.success())])
    #expect(
      after(running + [.exited(.success()), .judged(report)]).last
        == [.record(.judged(status: .completed, note: nil, notice: report.notice))])
    #expect(after(delivering).last == [.deliver(report)])
    #expect(after(delivering + [.done(.deliver)]).last == [.tell(.completed), .record(.delivered)])
    #expect(
      after(delivering + [.done(.deliver), .done(.record(.delivered))]).last
        == [.cleanUp, .finish(.reported(.completed))])
  }

  @Test("a result that can not be sealed stays here, and the server is told so")
  func unsealed() {
    let last = after(delivering + [.broken(.deliver, .failed, reason: "another key")]).last
    #expect(last == [.record(.judged(status: .failed, note: "x\nnode > another key", notice: nil))])
    // What has no result needs no sealing.
    let again = delivering + [.broken(.deliver, .failed, reason: "k"), .done(.record(.judged))]
    #expect(after(again + [.broken(.deliver, .failed, reason: "k")]).last == [])
  }

  @Test("a run that is not taken up is reported with its reason, and never started")
  func declined() {
    let (_, last) = after([.declined(.notAllowed, reason: "no")])
    #expect(last.contains(.record(.judged(status: .notAllowed, note: "node > no", notice: nil))))
  }

  @Test("while the server is gone the report is kept, tried after growing pauses, and at once when it is back")
  func serverGone() {
    let gone = RunEvent.failed(.deliver, .unreachable("gone"))
    #expect(after(delivering + [gone]).last == [.later(.deliver, .seconds(1))])
    #expect(after(delivering + [gone, .timer(.deliver)]).last == [.deliver(report)])
    #expect(after(delivering + [gone, .timer(.deliver), gone]).last == [.later(.deliver, .seconds(2))])
    #expect(after(delivering + [gone, .serverBack]).last == [.deliver(report)])
    #expect(after(delivering + [gone, .serverBack, .timer(.deliver)]).last == [], "the timer is too late")
  }

  @Test("a run that ended at the server meanwhile is not started")
  func endedMeanwhile() {
    let (_, last) = after([.taken, .failed(.claim, .alreadyFinished)])
    #expect(last == [.release, .record(.refused(reason: "The run has ended already."))])
    let more: [RunEvent] = [
      .taken, .failed(.claim, .alreadyFinished), .done(.record(.accepted)), .gotToken("jwt"),
    ]
    #expect(after(more).last == [])
  }

  @Test("without a token the run fails with the contract's words")
  func noToken() {
    let (_, last) = after([.taken, .failed(.token, .refused(status: 400, reason: "why"))])
    #expect(last.contains { "\($0)".contains("Could not obtain algorithm container token: 400: why") })
  }

  @Test("a kill before the start: nothing is started")
  func killBeforeStart() {
    #expect(after([.taken, .kill] + claimed.dropFirst()).last.contains { "\($0)".contains("killed") })
    let preparing = claimed + [.kill, .done(.record(.starting)), .done(.prepare)]
    #expect(!after(preparing).last.contains(.start))
  }

  @Test("a kill during the start ends the algorithm as soon as it runs; one while it runs ends it at once")
  func killRunning() {
    let starting = claimed + [.done(.record(.starting)), .done(.prepare), .kill]
    #expect(after(starting).last == [])
    #expect(after(starting + [.done(.start)]).last.contains(.kill))
    #expect(after(running + [.kill]).last == [.kill])
    #expect(after(running + [.exited(.success()), .kill]).last == [])
  }

  @Test("when the server has ended a run that still runs, its algorithm is ended")
  func endedAtServer() {
    let events = claimed + [.done(.record(.starting)), .done(.prepare), .done(.start)]
    #expect(after(events + [.failed(.announce, .alreadyFinished)]).last == [.kill])
    #expect(after(events + [.failed(.announce, .unreachable("x"))]).last == [.later(.announce, .seconds(1))])
  }

  @Test("a result that the server does not take is given up with a log that says so; then the log, then all")
  func refusedResult() throws {
    let tooLarge = ServerTrouble.refused(status: 413, reason: "too large")
    let (first, last) = after(delivering + [.failed(.deliver, tooLarge)])
    guard case .recording(let less) = first.state else { return #expect(Bool(false), "\(first.state)") }
    #expect(less.status == .failed && less.result == nil && less.notice == nil)
    #expect(less.log.contains("too large") && last.count == 1)
    let again = delivering + [.failed(.deliver, tooLarge), .done(.record(.judged)), .failed(.deliver, tooLarge)]
    guard case .recording(let least) = after(again).machine.state else { return #expect(Bool(false)) }
    #expect(!least.log.hasPrefix("x"))
    let end = again + [.done(.record(.judged)), .failed(.deliver, tooLarge)]
    #expect(after(end).last.contains { if case .record(.refused) = $0 { true } else { false } })
  }

  @Test("an adopted run that runs is waited for, one that ended is reported")
  func adopted() {
    #expect(after([.resumed(.sample(.started))]).last == [.adopt(token: "token")])
    #expect(
      after([.resumed(.sample(.starting)), .adopted(.running)]).last == [.wait, .announce, .record(.started)])
    #expect(
      after([.resumed(.sample(.started)), .adopted(.finished(.success()))]).last == [.release, .judge(.success())])
    #expect(
      after([.resumed(.sample(.judged, status: .completed)), .adopted(.finished(.success()))]).last
        == [.release, .judge(.success())])
  }

  @Test(
    "an adopted run whose fate is not known, or that died, is reported as crashed with the reason",
    arguments: [AdoptedState.lost(reason: "why not"), .dead(reason: "why not"), .neverStarted])
  func crashed(_ state: AdoptedState) {
    let (_, last) = after([.resumed(.sample(.started)), .adopted(state)])
    let text = "\(last)"
    #expect(text.contains("crashed"))
    #expect(text.contains(state == .neverStarted ? "was not started" : "why not"))
    #expect(!last.contains(.start))
  }

  @Test("a second start needs the proof of death, the steward's word, and comes once")
  func restart() {
    let dead = RunEvent.adopted(.dead(reason: "power"))
    #expect(
      after([.resumed(.sample(.started)), dead], restarts: true).last
        == [.record(.startingAgain), .prepareAgain(token: "token")])
    for entry in [JournalEntry.sample(.started, starts: 2), .sample(.starting, starts: 2)] {
      #expect("\(after([.resumed(entry), dead], restarts: true).last)".contains("crashed"))
    }
    let lost = RunEvent.adopted(.lost(reason: "?"))
    #expect("\(after([.resumed(.sample(.started)), lost], restarts: true).last)".contains("crashed"))
    #expect("\(after([.resumed(.sample(.started)), .kill, dead], restarts: true).last)".contains("killed"))
  }

  @Test(
    "a run whose end was seen is not started again, whatever became of its traces",
    arguments: [AdoptedState.dead(reason: "power"), .neverStarted])
  func judgedBefore(_ state: AdoptedState) {
    let (_, last) = after([.resumed(.sample(.judged, status: .completed)), .adopted(state)], restarts: true)
    #expect("\(last)".contains("crashed"))
    #expect(last.allSatisfy { $0 != .record(.startingAgain) && $0 != .prepareAgain(token: "token") })
  }

  @Test("a run whose end was seen and that nobody can look at yet is waited for; the journal does not go back")
  func judgedAndAway() {
    let events: [RunEvent] = [.resumed(.sample(.judged, status: .completed)), .adopted(.running)]
    #expect(after(events).last == [.wait, .announce])
    #expect(after(events + [.exited(.success())]).last == [.release, .judge(.success())])
  }

  @Test("a report without an algorithm's words is delivered from the journal alone")
  func resumedReport() {
    let (_, last) = after([.resumed(.sample(.judged, status: .startFailed, note: "why"))])
    #expect(last == [.release, .deliver(RunReport(.startFailed, log: "why", finishedAt: noon))])
  }

  @Test("a run that the journal has further along is left alone")
  func superseded() {
    let (machine, last) = after([.taken, .broken(.record(.accepted), .unknownError, reason: "delivered already")])
    #expect(machine.state == .ended)
    #expect(last == [.release, .finish(.superseded("delivered already"))])
  }
}
