/// The course of a run from its start to the death of its last process: decides when to end it and why. No I/O.
struct RunCourse {
  enum Phase: Equatable {
    case running
    /// SIGTERM was sent; SIGKILL follows at this time.
    case terminating(until: Duration)
    case killing
  }

  enum Action: Equatable {
    case terminate
    case kill
  }

  let limits: Limits
  let grace: Duration
  let startedAt: Duration
  private(set) var phase = Phase.running
  private(set) var reason: Ending?
  private(set) var status: ExitStatus?
  private(set) var endedAt: Duration?

  init(limits: Limits, grace: Duration, startedAt: Duration) {
    self.limits = limits
    self.grace = grace
    self.startedAt = startedAt
  }

  /// The command's own process ended; `sample` is what the tree had used by then.
  mutating func commandEnded(_ status: ExitStatus, _ sample: Sample, at now: Duration) -> Action {
    self.status = status
    endedAt = now
    phase = .killing
    if reason == nil {
      // A result that is there counts, even if it took the last allowed second.
      let exceeded = status == .code(0) ? nil : limits.firstExceeded(by: sample)
      switch (exceeded, status) {
      case (let exceeded?, _): reason = exceeded
      case (nil, .code): reason = .exit
      case (nil, .signal): reason = .signal
      }
    }
    return .kill
  }

  mutating func killRequested(at now: Duration) -> Action? {
    guard phase == .running else { return nil }
    reason = .killed
    phase = .terminating(until: now + grace)
    return .terminate
  }

  mutating func measured(_ sample: Sample, at now: Duration) -> Action? {
    guard phase != .killing, let exceeded = limits.firstExceeded(by: sample) else { return timePassed(at: now) }
    if reason == nil { reason = exceeded }
    phase = .killing
    return .kill
  }

  mutating func timePassed(at now: Duration) -> Action? {
    switch phase {
    case .running:
      guard let wall = limits.wall, now >= startedAt + wall else { return nil }
      reason = .wall
    case .terminating(let until):
      guard now >= until else { return nil }
    case .killing:
      return nil
    }
    phase = .killing
    return .kill
  }

  /// How long nothing has to be done, unless something happens.
  func pause(after sample: Sample, at now: Duration) -> Duration {
    var pause = limits.pause(after: sample)
    if let wall = limits.wall, phase == .running { pause = min(pause, startedAt + wall - now) }
    if case .terminating(let until) = phase { pause = min(pause, until - now) }
    return max(pause, .zero)
  }
}
