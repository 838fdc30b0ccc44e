import PolderCore
import Synchronization

/// Who the node is and how its server is called, as far as that is known at this moment.
final class NodeContacts: Sendable {
  private struct State {
    var identity: NodeIdentity?
    var socket: (any NodeSocket)?
    var connection = 0
  }

  private let state = Mutex(State())

  /// Who the node is; nil before the server said so.
  var identity: NodeIdentity? {
    get { state.withLock { $0.identity } }
    set { state.withLock { $0.identity = newValue } }
  }

  /// Another number whenever the connection was made or lost: who finds the same one has had the same server all the time.
  var connection: Int { state.withLock { $0.connection } }

  /// The connection was made or lost.
  func connectionChanged() { state.withLock { $0.connection += 1 } }

  /// The present connection.
  func use(_ socket: (any NodeSocket)?) { state.withLock { $0.socket = socket } }

  /// Tells the server an event; without a connection nobody listens.
  @discardableResult
  func emit(_ name: EventName, _ payload: JSONValue?) -> Bool {
    let socket = state.withLock { $0.socket }
    return socket?.emit(name.rawValue, arguments: payload.map { [$0] } ?? []) ?? false
  }
}
