import Synchronization

/// Tells who waits on behalf of a connection that it ends.
final class ConnectionWatch: Sendable {
  private enum Closing {
    case no
    case soon
    case gone
  }

  private struct State {
    var closing = Closing.no
    var last = 0
    var callbacks: [Int: @Sendable (Bool) -> Void] = [:]
  }

  private let state = Mutex(State())

  /// Calls back when the connection is gone (true) or should end soon (false), at once when that is so already.
  func onClosing(_ callback: @escaping @Sendable (Bool) -> Void) -> Int {
    let (token, closing) = state.withLock { state in
      state.last += 1
      if state.closing == .no { state.callbacks[state.last] = callback }
      return (state.last, state.closing)
    }
    if closing != .no { callback(closing == .gone) }
    return token
  }

  func remove(_ token: Int) { state.withLock { $0.callbacks[token] = nil } }

  func ends(isGone: Bool) {
    let callbacks = state.withLock { state in
      state.closing = isGone ? .gone : .soon
      defer { state.callbacks = [:] }
      return state.callbacks
    }
    for callback in callbacks.values { callback(isGone) }
  }
}
