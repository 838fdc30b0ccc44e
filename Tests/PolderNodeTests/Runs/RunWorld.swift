import PolderCore

@testable import PolderNode

/// A server, a disk, a supervisor and a node that may all fail at any moment, driven by random numbers.
struct RunWorld {
  struct Random: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  enum Process: Equatable { case none, running, ended(RuntimeExit), dead }

  let restarts: Bool
  var random: Random
  var machine: RunMachine
  var isCalm = false
  // The disk.
  var phase: JournalPhase?
  var starts = 0
  var status: RunStatus?
  var note: String?
  var token: String?
  // The machine's other processes.
  var process = Process.none
  var executions = 0
  var provedDead = 0
  // The server.
  var finished: RunStatus?
  var results = 0
  var log = ""
  // The node.
  var pending: [RunAction] = []
  var records: [JournalStep] = []
  var ending: RunEnding?
  var violations: [String] = []
  var deaths = 0

  init(seed: UInt64, restarts: Bool) {
    self.restarts = restarts
    random = Random(state: seed)
    machine = RunMachine(restartsProvenDead: restarts)
    feed(.taken)
  }

  mutating func chance(_ percent: Int) -> Bool { !isCalm && Int.random(in: 0..<100, using: &random) < percent }

  mutating func feed(_ event: RunEvent) {
    for action in machine.handle(event, now: noon) {
      switch action {
      case .record(let step): records.append(step)
      case .finish(let how): ending = how
      case .release, .tell, .cleanUp: break
      default: pending.append(action)
      }
    }
  }

  /// One thing happens.
  mutating func step() {
    if chance(4) { return crash() }
    if chance(1) { feed(.kill) }
    if process == .running, isCalm || chance(20) {
      process = chance(10) ? .dead : .ended(chance(20) ? RuntimeExit(cause: .exit, code: 1) : .success())
    }
    let choices = pending.count + (records.isEmpty ? 0 : 1)
    guard choices > 0 else { return }
    let choice = Int.random(in: 0..<choices, using: &random)
    if choice == pending.count { return write() }
    perform(pending.remove(at: choice))
  }

  /// The node dies; what it was doing may or may not have had its effect.
  private mutating func crash() {
    deaths += 1
    for action in pending where chance(50) {
      if action == .start { execute() }
      if case .deliver(let report) = action, finished == nil { arrive(report) }
      if case .kill = action, process == .running { process = .ended(RuntimeExit(cause: .killed)) }
    }
    if !records.isEmpty, chance(50) { write(quietly: true) }
    pending = []
    records = []
    ending = nil
    machine = RunMachine(restartsProvenDead: restarts)
    switch phase {
    case nil, .accepted:
      // The server lists what is open; what is not listed is not taken up.
      if finished == nil { feed(.taken) } else { ending = .refused("not listed") }
    case .delivered, .refused: ending = .superseded("known")
    case .starting, .started, .judged:
      feed(
        .resumed(
          JournalEntry(
            key: .sample(), phase: phase ?? .accepted, assignment: .sample(), starts: starts, status: status,
            notice: nil, token: token, note: note)))
    }
  }

  private mutating func write(quietly: Bool = false) {
    let step = records.removeFirst()
    let isRestart = step == .startingAgain && starts == 1 && (phase == .starting || phase == .started)
    if let phase, step.phase < phase, !isRestart {
      if !quietly { violations.append("went back from \(phase) to \(step)") }
      return
    }
    phase = step.phase
    switch step {
    case .starting(let token): (self.token, starts) = (token, starts + 1)
    case .startingAgain: starts += 1
    case .judged(let status, let note, _): (self.status, self.note) = (status, note)
    default: break
    }
    if !quietly { feed(.done(.record(step.phase))) }
  }

  private mutating func execute() {
    if phase != .starting { violations.append("started in phase \(String(describing: phase))") }
    if process == .running { violations.append("two live executions") }
    if executions > provedDead { violations.append("started again without proof of death") }
    executions += 1
    process = .running
  }

  private mutating func arrive(_ report: RunReport) {
    if report.result != nil {
      results += 1
      if phase != .judged { violations.append("a result left before that was written down") }
    }
    finished = report.status
    log = report.log
  }

  private mutating func perform(_ action: RunAction) {
    guard let step = action.step else {
      if case .later(let step, _) = action { feed(.timer(step)) }
      return
    }
    switch action {
    case .claim: answer(step) { .done(.claim) }
    case .askToken: answer(step) { .gotToken("jwt") }
    case .announce: answer(step) { .done(.announce) }
    case .prepare, .prepareAgain:
      feed(chance(3) ? .broken(.prepare, .startFailed, reason: "disk full") : .done(.prepare))
    case .start:
      if chance(3) { return feed(.broken(.start, .startFailed, reason: "no memory")) }
      execute()
      feed(.done(.start))
    case .adopt: adopt()
    case .wait:
      switch process {
      case .running: pending.append(action)
      case .ended(let exit): feed(.exited(exit))
      case .dead, .none: feed(.broken(.wait, .crashed, reason: "supervisor lost"))
      }
    case .kill:
      if process == .running { process = .ended(RuntimeExit(cause: .killed)) }
      feed(.done(.kill))
    case .judge(let exit): judge(exit)
    case .deliver(let report): deliver(report)
    default: break
    }
  }

  private mutating func answer(_ step: RunStep, _ success: () -> RunEvent) {
    if chance(25) { return feed(.failed(step, .unreachable("gone"))) }
    feed(finished == nil ? success() : .failed(step, .alreadyFinished))
  }

  private mutating func adopt() {
    switch process {
    case .none: feed(.adopted(.neverStarted))
    case .running: feed(.adopted(.running))
    case .ended(let exit): feed(.adopted(.finished(exit)))
    case .dead:
      if chance(50) { return feed(.adopted(.lost(reason: "?"))) }
      provedDead = executions
      feed(.adopted(.dead(reason: "power")))
    }
  }

  private mutating func judge(_ exit: RuntimeExit) {
    let status: RunStatus = exit.cause == .killed ? .killed : exit.isSuccess ? .completed : .crashed
    feed(
      .judged(
        RunReport(
          status, log: "", result: exit.isSuccess ? [1] : nil, finishedAt: noon, isOfNodeAlone: false)))
  }

  private mutating func deliver(_ report: RunReport) {
    if chance(20) { return feed(.failed(.deliver, .unreachable("gone"))) }
    guard finished == nil else { return feed(.failed(.deliver, .alreadyFinished)) }
    if chance(5) { return feed(.failed(.deliver, .refused(status: 413, reason: "large"))) }
    arrive(report)
    // The answer may be lost although the report arrived.
    feed(chance(20) ? .failed(.deliver, .unreachable("answer lost")) : .done(.deliver))
  }
}
