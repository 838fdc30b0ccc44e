import Synchronization

/// Which secret leads to which run's proxy.
final class BridgeDoors: Sendable {
  private struct State {
    var doors: [String: ProxySocket] = [:]
    var entries = 0
  }

  private let state = Mutex(State())

  func open(_ secret: String, to socket: ProxySocket) {
    // Whoever says nothing would be let in by an empty one.
    guard !secret.isEmpty else { return }
    state.withLock { $0.doors[secret] = socket }
  }

  func close(_ secret: String) { state.withLock { $0.doors[secret] = nil } }

  /// How many were let in so far.
  var entries: Int { state.withLock { $0.entries } }

  /// Found by its hash, which is drawn anew for each process: how long it takes tells nothing about other secrets.
  func socket(behind secret: String) -> ProxySocket? {
    state.withLock { state in
      guard let socket = state.doors[secret] else { return nil }
      state.entries += 1
      return socket
    }
  }
}
