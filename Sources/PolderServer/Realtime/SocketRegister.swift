import PolderCore
import Synchronization

/// Which sockets there are, who is behind them, and how many each caller has.
final class SocketRegister: Sendable {
  private struct State {
    var identified: [String: SocketIdentity] = [:]
    var unidentified: [String: Timestamp] = [:]
    var counts: [UserID: Int] = [:]
    /// The numbers of this server's claims to callers.
    var fences: [UserID: Int64] = [:]
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

  /// Notes the number of a claim; of several, the last counts.
  func own(_ id: UserID, _ fence: Int64) { state.withLock { $0.fences[id] = max($0.fences[id] ?? 0, fence) } }

  func fence(of id: UserID) -> Int64? { state.withLock { $0.fences[id] } }

  /// Forgets a claim that was given up, unless the caller is here again.
  func disown(_ id: UserID, _ fence: Int64) {
    state.withLock { state in if state.fences[id] == fence { state.fences[id] = nil } }
  }

  /// The callers who have a socket here, each once.
  var connected: [SocketIdentity.Caller] {
    let identities = state.withLock { Array($0.identified.values) }
    let callers = identities.reduce(into: [UserID: SocketIdentity.Caller]()) { $0[$1.caller.id] = $1.caller }
    return callers.values.sorted { $0.id < $1.id }
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
