import PolderCore
import Synchronization

/// Which sockets there are, who is behind them, and how many each caller has.
final class SocketRegister: Sendable {
  private struct State {
    var identified: [String: SocketIdentity] = [:]
    var unidentified: [String: Timestamp] = [:]
    var counts: [UserID: Int] = [:]
  }

  private let state = Mutex(State())

  func noteUnidentified(_ sid: String, now: Timestamp) { state.withLock { $0.unidentified[sid] = now } }

  /// Counts a socket of a caller before it is announced, so that the end of an older one does not call it offline.
  func arriving(_ id: UserID) { state.withLock { $0.counts[id, default: 0] += 1 } }

  func left(_ id: UserID) {
    state.withLock { state in
      let count = state.counts[id, default: 0] - 1
      state.counts[id] = count > 0 ? count : nil
    }
  }

  func isConnected(_ id: UserID) -> Bool { state.withLock { $0.counts[id] != nil } }

  func identify(_ sid: String, as identity: SocketIdentity) { state.withLock { $0.identified[sid] = identity } }

  func identity(_ sid: String) -> SocketIdentity? { state.withLock { $0.identified[sid] } }

  var all: [(sid: String, identity: SocketIdentity)] {
    state.withLock { $0.identified.map { ($0.key, $0.value) } }
  }

  /// Forgets a socket; who was behind it.
  func remove(_ sid: String) -> SocketIdentity? {
    state.withLock { state in
      state.unidentified[sid] = nil
      return state.identified.removeValue(forKey: sid)
    }
  }

  /// Replaces what is known of a socket, if it is still there; what was known before.
  func update(_ sid: String, to identity: SocketIdentity) -> SocketIdentity? {
    state.withLock { state in
      guard let old = state.identified[sid] else { return nil }
      state.identified[sid] = identity
      return old
    }
  }

  func unidentified(since moment: Timestamp) -> [String] {
    state.withLock { $0.unidentified.filter { $0.value <= moment }.map(\.key) }
  }
}
