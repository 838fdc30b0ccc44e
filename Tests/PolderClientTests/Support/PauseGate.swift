import Synchronization

/// Pauses that end when a test says so, or with their task.
final class PauseGate: Sendable {
  private struct State {
    var asked: [Duration] = []
    var waiting: [(number: Int, continuation: CheckedContinuation<Void, any Error>)] = []
    var ended: Set<Int> = []
    var passes = 0
  }

  private let state = Mutex(State())

  /// The pauses that were asked for.
  var asked: [Duration] { state.withLock { $0.asked } }

  /// Lets one pause end: one that is waited for, or the next.
  func pass() {
    let continuation = state.withLock { state -> CheckedContinuation<Void, any Error>? in
      guard let first = state.waiting.first else {
        state.passes += 1
        return nil
      }
      state.waiting.removeFirst()
      return first.continuation
    }
    continuation?.resume()
  }

  /// Waits until the pause may end.
  @Sendable func wait(_ pause: Duration) async throws {
    let number = state.withLock { state in
      state.asked.append(pause)
      return state.asked.count
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let outcome = state.withLock { state -> Result<Void, any Error>? in
          if state.ended.contains(number) { return .failure(CancellationError()) }
          if state.passes > 0 {
            state.passes -= 1
            return .success(())
          }
          state.waiting.append((number, continuation))
          return nil
        }
        if let outcome { continuation.resume(with: outcome) }
      }
    } onCancel: {
      let continuation = state.withLock { state -> CheckedContinuation<Void, any Error>? in
        state.ended.insert(number)
        guard let place = state.waiting.firstIndex(where: { $0.number == number }) else { return nil }
        return state.waiting.remove(at: place).continuation
      }
      continuation?.resume(throwing: CancellationError())
    }
  }
}
