import Synchronization

/// The wait of a writer for its turn among the writers of all servers, which the end of the database cuts short.
final class WriterTurn: Sendable {
  private struct State {
    var canceller: Canceller?
    var isClosed = false
  }

  private let state = Mutex(State())

  /// Whether nobody gets a turn any more.
  var isClosed: Bool { state.withLock { $0.isClosed } }

  /// Begins to wait; false when nobody gets a turn any more.
  func begin(_ canceller: Canceller?) -> Bool {
    state.withLock { state in
      guard !state.isClosed else { return false }
      state.canceller = canceller
      return true
    }
  }

  /// Ends the wait; false when the server may have been asked to give it up.
  func end() -> Bool {
    state.withLock { state in
      state.canceller = nil
      return !state.isClosed
    }
  }

  /// Gives nobody a turn any more, also not who waits.
  func close() {
    let canceller = state.withLock { state in
      state.isClosed = true
      defer { state.canceller = nil }
      return state.canceller
    }
    canceller?.cancel()
  }
}
