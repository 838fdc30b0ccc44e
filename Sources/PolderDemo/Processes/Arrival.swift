import Synchronization

/// A value that comes once; whoever waits gets it.
final class Arrival<Value: Sendable>: Sendable {
  private struct State {
    var value: Value?
    var waiters: [Int: CheckedContinuation<Value, any Error>] = [:]
    var next = 0
  }

  private let state = Mutex(State())

  /// Takes the value; a later one replaces it for whoever asks later.
  func arrived(_ value: Value) {
    let waiters = state.withLock { state in
      state.value = value
      defer { state.waiters = [:] }
      return Array(state.waiters.values)
    }
    for waiter in waiters { waiter.resume(returning: value) }
  }

  /// The value, when it is there already.
  var present: Value? { state.withLock { $0.value } }

  /// The value, as soon as it is there.
  var value: Value {
    get async throws {
      let number = state.withLock { state in
        state.next += 1
        return state.next
      }
      return try await withTaskCancellationHandler {
        try await withCheckedThrowingContinuation { continuation in
          let value = state.withLock { state -> Value? in
            if state.value == nil { state.waiters[number] = continuation }
            return state.value
          }
          if let value { continuation.resume(returning: value) } else if Task.isCancelled { cancel(number) }
        }
      } onCancel: {
        cancel(number)
      }
    }
  }

  private func cancel(_ number: Int) {
    state.withLock { $0.waiters.removeValue(forKey: number) }?.resume(throwing: CancellationError())
  }
}
