import Synchronization

/// A value that is given once and waited for once; what is given later is dropped.
final class OneShot<Value: Sendable>: Sendable {
  private enum State {
    case empty
    case waiting(CheckedContinuation<Value, Never>)
    case full(Value)
    case spent
  }

  private let state = Mutex(State.empty)

  func give(_ value: Value) {
    state.withLock { state in
      switch state {
      case .empty: state = .full(value)
      case .waiting(let continuation):
        state = .spent
        continuation.resume(returning: value)
      case .full, .spent: break
      }
    }
  }

  /// Waits for the value; to be called once.
  func value() async -> Value {
    await withCheckedContinuation { continuation in
      state.withLock { state in
        if case .full(let value) = state {
          state = .spent
          continuation.resume(returning: value)
        } else {
          state = .waiting(continuation)
        }
      }
    }
  }
}
