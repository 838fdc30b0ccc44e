import PolderCore

/// The life of one run at its node, without I/O: what happens and the time go in, what has to be done comes out.
///
/// It never starts an algorithm before that is written down, never starts it twice unless the first is proved dead and the
/// steward wants it, reports every run until the server has the report, and lets nothing leave that was not judged.
struct RunMachine: Sendable {
  enum State: Sendable, Hashable {
    case idle
    /// The run is taken up at the server; what is still open is in `open`.
    case claiming
    case preparing
    case starting
    case adopting
    case running
    case judging
    /// The report is being written down.
    case recording(RunReport)
    case delivering(RunReport)
    case closing(RunEnding)
    case ended
  }

  private(set) var state = State.idle
  private let restartsProvenDead: Bool
  private var open: Set<RunStep> = []
  private var isKilled = false
  private var isReplaced = false
  private var token: String?
  private var starts = 0
  private var issued: [RunStep: RunAction] = [:]
  private var waiting: Set<RunStep> = []
  private var backOffs: [RunStep: BackOff] = [:]
  private var isReleased = false
  /// Whether an earlier process has seen how the run ended: then it is over, whatever becomes of its traces.
  private var wasJudged = false

  init(restartsProvenDead: Bool) { self.restartsProvenDead = restartsProvenDead }

  /// Takes what happened.
  mutating func handle(_ event: RunEvent, now: Timestamp) -> [RunAction] {
    let actions = react(event, now)
    for action in actions { if let step = action.step { issued[step] = action } }
    return actions
  }

  private mutating func react(_ event: RunEvent, _ now: Timestamp) -> [RunAction] {
    guard state != .ended else { return [] }
    switch event {
    case .taken: return take(now)
    case .declined(let status, let reason):
      guard state == .idle else { return [] }
      return report(.failure(status, reason, at: now))
    case .resumed(let entry): return resume(entry, now)
    case .done(let step):
      backOffs[step] = nil
      return finished(step, now)
    case .gotToken(let token):
      guard state == .claiming else { return [] }
      self.token = token
      backOffs[.token] = nil
      return finished(.token, now)
    case .adopted(let adopted): return adopt(adopted, now)
    case .exited(let exit):
      guard state == .running else { return [] }
      guard !isReplaced else { return close(.refused(Self.replacement)) }
      state = .judging
      return release() + [.judge(exit)]
    case .judged(let report):
      guard state == .judging else { return [] }
      return self.report(report)
    case .failed(let step, let trouble): return failed(step, trouble, now)
    case .broken(let step, let status, let reason): return broken(step, status, reason, now)
    case .kill: return kill()
    case .replaced: return replace()
    case .timer(let step): return waiting.remove(step) == nil ? [] : issued[step].map { [$0] } ?? []
    case .serverBack:
      defer { waiting = [] }
      return waiting.compactMap { issued[$0] }
    }
  }

  private mutating func take(_ now: Timestamp) -> [RunAction] {
    guard state == .idle else { return [] }
    guard !isReplaced else {
      // Nothing of it is written down yet.
      state = .ended
      return release() + [.finish(.refused(Self.replacement))]
    }
    state = .claiming
    open = [.record(.accepted), .claim, .token]
    return [.record(.accepted), .claim(startedAt: now), .askToken]
  }

  private mutating func resume(_ entry: JournalEntry, _ now: Timestamp) -> [RunAction] {
    guard state == .idle else { return [] }
    token = entry.token
    starts = entry.starts
    wasJudged = entry.phase == .judged
    switch entry.phase {
    case .accepted where isReplaced, .judged where isReplaced: return close(.refused(Self.replacement))
    case .accepted: return take(now)
    case .judged where entry.note != nil:
      let report = RunReport(entry.status ?? .unknownError, log: entry.note ?? "", finishedAt: now)
      state = .delivering(report)
      return release() + [.deliver(report)]
    case .starting, .started, .judged:
      state = .adopting
      return [.adopt(token: token)]
    case .delivered, .refused:
      state = .ended
      return release() + [.finish(.superseded("The run was reported already."))]
    }
  }

  private mutating func finished(_ step: RunStep, _ now: Timestamp) -> [RunAction] {
    open.remove(step)
    switch state {
    case .claiming where open.isEmpty:
      guard !isKilled else { return report(killed(now)) }
      state = .preparing
      open = [.record(.starting), .prepare]
      let token = token ?? ""
      return [.record(.starting(token: token)), .prepare(token: token)]
    case .preparing where open.isEmpty:
      guard !isKilled else { return report(killed(now)) }
      state = .starting
      starts += 1
      return [.start]
    case .starting where step == .start: return run()
    case .recording(let report) where step == .record(.judged):
      state = .delivering(report)
      return [.deliver(report)]
    case .delivering(let report) where step == .deliver:
      state = .closing(.reported(report.status))
      return [.tell(report.status), .record(.delivered)]
    case .closing(let ending) where step == .record(.delivered) || step == .record(.refused):
      state = .ended
      return [.cleanUp, .finish(ending)]
    default: return []
    }
  }

  private mutating func run() -> [RunAction] {
    state = .running
    let announcement: [RunAction] = isReplaced ? [] : [.announce]
    // The journal only moves on, and has it further already where its end was seen before.
    let record: [RunAction] = wasJudged ? [] : [.record(.started)]
    return [.wait] + announcement + record + (isKilled ? [.kill] : [])
  }

  private mutating func adopt(_ adopted: AdoptedState, _ now: Timestamp) -> [RunAction] {
    guard state == .adopting else { return [] }
    switch adopted {
    case .running: return run()
    case .finished(let exit):
      state = .judging
      return release() + [.judge(exit)]
    case .neverStarted: return restart("the algorithm was not started", now)
    case .dead(let reason): return restart(reason, now)
    case .lost(let reason):
      let text = "The node stopped while the run was under way, and nobody knows what became of it: \(reason)."
      return report(.failure(.crashed, text, at: now))
    }
  }

  /// A second start, if it is wanted and would be the first repetition.
  private mutating func restart(_ reason: String, _ now: Timestamp) -> [RunAction] {
    guard !isKilled else { return report(killed(now)) }
    guard restartsProvenDead, starts == 1, !wasJudged, let token else {
      return report(.failure(.crashed, "The node stopped while the run was under way: \(reason).", at: now))
    }
    state = .preparing
    open = [.record(.starting), .prepare]
    return [.record(.startingAgain), .prepareAgain(token: token)]
  }

  private mutating func failed(_ step: RunStep, _ trouble: ServerTrouble, _ now: Timestamp) -> [RunAction] {
    switch (state, step) {
    case (.claiming, .claim), (.claiming, .token), (.running, .announce), (.delivering, .deliver): break
    default: return []
    }
    if trouble.isPassing {
      waiting.insert(step)
      return [.later(step, backOffs[step, default: BackOff()].next())]
    }
    switch (state, trouble) {
    case (.claiming, .refused) where step == .token:
      return report(.failure(.failed, "Could not obtain algorithm container token: \(trouble.reason)", at: now))
    case (.running, .refused): return []
    case (.running, _): return kill()
    case (.delivering(let report), .refused): return deliverLess(report, trouble)
    default: return close(.refused(trouble.reason))
    }
  }

  /// The server does not take the report as it is: without the result, then without the log, then not at all.
  private mutating func deliverLess(_ report: RunReport, _ trouble: ServerTrouble) -> [RunAction] {
    let note = RunLog.note("The server did not accept the report of this run: \(trouble.reason)")
    if report.hasResult { return keepBack(report, note) }
    guard report.log != note else { return close(.refused(trouble.reason)) }
    return self.report(RunReport(report.status, log: note, finishedAt: report.finishedAt))
  }

  /// The result does not leave, for a reason.
  private mutating func keepBack(_ report: RunReport, _ note: String) -> [RunAction] {
    let log = report.notice.map { report.log.replacing($0.text, with: "") } ?? report.log
    return self.report(RunReport(.failed, log: log + "\n" + note, finishedAt: report.finishedAt))
  }

  private mutating func broken(
    _ step: RunStep, _ status: RunStatus, _ reason: String, _ now: Timestamp
  ) -> [RunAction] {
    switch (state, step) {
    case (_, .record):
      state = .ended
      return release() + [.finish(.superseded(reason))]
    case (.preparing, .prepare), (.starting, .start), (.adopting, .adopt), (.running, .wait), (.judging, .judge):
      return report(isKilled ? killed(now) : .failure(status, reason, at: now))
    case (.delivering(let report), .deliver) where report.hasResult: return keepBack(report, RunLog.note(reason))
    default: return []
    }
  }

  private mutating func kill() -> [RunAction] {
    guard !isKilled else { return state == .running ? [.kill] : [] }
    isKilled = true
    return state == .running ? [.kill] : []
  }

  /// Whatever could be told now would be told of the other run.
  private mutating func replace() -> [RunAction] {
    (isReplaced, isKilled) = (true, true)
    switch state {
    case .running: return [.kill]
    case .claiming, .recording, .delivering: return close(.refused(Self.replacement))
    default: return []
    }
  }

  /// Why nothing of a run may be told.
  static let replacement = "The server has given the run's number to another one."

  private func killed(_ now: Timestamp) -> RunReport { .failure(.killed, "The run was ended on request.", at: now) }

  private mutating func report(_ report: RunReport) -> [RunAction] {
    guard !isReplaced else { return close(.refused(Self.replacement)) }
    state = .recording(report)
    // Where an algorithm printed something, or left a result, all of it is read anew after a restart.
    let note = report.isOfNodeAlone ? report.log : nil
    return release() + [.record(.judged(status: report.status, note: note, notice: report.notice))]
  }

  private mutating func close(_ ending: RunEnding) -> [RunAction] {
    state = .closing(ending)
    if case .refused(let reason) = ending { return release() + [.record(.refused(reason: reason))] }
    return release() + [.record(.delivered)]
  }

  private mutating func release() -> [RunAction] {
    defer { isReleased = true }
    return isReleased ? [] : [.release]
  }
}
