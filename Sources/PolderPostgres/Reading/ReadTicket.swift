import Synchronization

/// Carries the wish to give a read up from the task that waits for it to the connection that does it.
final class ReadTicket: Sendable {
  private enum State {
    case waiting
    case running(Canceller?)
    case cancelled
    case done
  }

  private let state = Mutex(State.waiting)

  /// Begins an attempt; false when nobody waits any more.
  func begin(_ canceller: Canceller?) -> Bool {
    state.withLock { state in
      if case .cancelled = state { return false }
      state = .running(canceller)
      return true
    }
  }

  /// Ends the attempts; whether the server was asked to give one up.
  func end() -> Bool {
    state.withLock { state in
      if case .cancelled = state { return true }
      state = .done
      return false
    }
  }

  /// Whether nobody waits any more.
  var isCancelled: Bool { state.withLock { if case .cancelled = $0 { true } else { false } } }

  func cancel() {
    let canceller = state.withLock { state -> Canceller? in
      defer { if case .done = state {} else { state = .cancelled } }
      if case .running(let canceller) = state { return canceller }
      return nil
    }
    canceller?.cancel()
  }
}
