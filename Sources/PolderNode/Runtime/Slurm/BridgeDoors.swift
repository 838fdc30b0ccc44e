import Synchronization

/// Which secret leads to which run's proxy.
final class BridgeDoors: Sendable {
  private struct State {
    var doors: [String: ProxySocket] = [:]
    var entries = 0
  }

  private let state = Mutex(State())
  private let helper: @Sendable (String) -> ProxySocket?

  /// - Parameter helper: the socket of a helper by its name
  init(helper: @escaping @Sendable (String) -> ProxySocket? = { _ in nil }) { self.helper = helper }

  func open(_ secret: String, to socket: ProxySocket) {
    // Whoever says nothing would be let in by an empty one.
    guard !secret.isEmpty else { return }
    state.withLock { $0.doors[secret] = socket }
  }

  func close(_ secret: String) { state.withLock { $0.doors[secret] = nil } }

  /// How many were let in so far.
  var entries: Int { state.withLock { $0.entries } }

  /// Found by its hash, which is drawn anew for each process: how long it takes tells nothing about other secrets.
  ///
  /// Behind the secret and a slash may stand the name of a helper's socket in place of the proxy's.
  func socket(behind words: String) -> ProxySocket? {
    let parts = words.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let proxy = state.withLock { state -> ProxySocket? in
      guard let secret = parts.first, let socket = state.doors[secret] else { return nil }
      state.entries += 1
      return socket
    }
    return parts.count == 2 && proxy != nil ? helper(parts[1]) : proxy
  }
}
