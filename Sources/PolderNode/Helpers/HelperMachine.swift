/// The life of a helper, without I/O: it is started, serves, fails, and is started again after growing pauses.
struct HelperMachine: Sendable, Hashable {
  enum State: Sendable, Hashable {
    case idle
    /// Its process is there and does not serve yet.
    case starting
    /// It serves, since a point of the clock.
    case ready(since: Duration)
    /// It is told to end because it did not serve in time.
    case ending
    /// The next start waits.
    case pausing
  }

  enum Event: Sendable, Hashable {
    /// The node wants it.
    case start
    /// It said that it serves.
    case ready
    /// The time to become ready is over.
    case overdue
    /// Its process ended, and why.
    case ended(String)
    /// The pause before the next start is over.
    case waited
  }

  enum Action: Sendable, Hashable {
    /// Start the process, and say so when it is overdue.
    case launch(overdueAfter: Duration)
    /// End the process.
    case end
    /// Let time pass before the next start.
    case wait(Duration)
    /// Tell the node's log that it serves.
    case tellReady
    /// Tell the node's log that it failed, why, and when it is tried again.
    case tellFailed(String, again: Duration)
  }

  /// How long a start may take, as a rule.
  static let patience = Duration.seconds(45)
  /// Who served for so long is not at fault when it ends: the pauses begin anew.
  static let settled = Duration.seconds(60)

  /// How long a start of this one may take.
  let patience: Duration
  private(set) var state = State.idle
  private var backOff = BackOff()

  init(patience: Duration = Self.patience) { self.patience = patience }

  /// Takes an event; one that does not fit the state, such as a late word of a process that ended, changes nothing.
  /// - Parameters:
  ///   - event: what happened
  ///   - now: the time on a clock that never goes back
  /// - Returns: what to do, in order
  mutating func handle(_ event: Event, at now: Duration) -> [Action] {
    switch (state, event) {
    case (.idle, .start), (.pausing, .waited):
      state = .starting
      return [.launch(overdueAfter: patience)]
    case (.starting, .ready):
      state = .ready(since: now)
      return [.tellReady]
    case (.starting, .overdue):
      state = .ending
      return [.end]
    case (.starting, .ended(let reason)): return pause(reason)
    case (.ending, .ended): return pause("it was not ready within \(patience)")
    case (.ready(let since), .ended(let reason)):
      if now - since >= Self.settled { backOff.reset() }
      return pause(reason)
    default: return []
    }
  }

  private mutating func pause(_ reason: String) -> [Action] {
    state = .pausing
    let pause = backOff.next()
    return [.tellFailed(reason, again: pause), .wait(pause)]
  }
}
