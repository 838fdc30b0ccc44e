/// Why a session ended.
public enum EngineEnding: Sendable, Hashable, CustomStringConvertible {
  /// The peer said so.
  case peerClosed
  /// The peer's websocket went away.
  case transportClosed
  /// The peer did not answer a ping in time.
  case pingTimeout
  /// More waited for the peer than is allowed, or more came from it than is handled.
  case overflow
  /// The peer broke the protocol.
  case protocolError(String)
  /// This side ended it.
  case serverClosed

  /// The reason in words.
  public var description: String {
    switch self {
    case .peerClosed: "the peer closed the session"
    case .transportClosed: "the connection was lost"
    case .pingTimeout: "the peer did not answer a ping"
    case .overflow: "the peer was too slow"
    case .protocolError(let what): "the peer broke the protocol: \(what)"
    case .serverClosed: "this side closed the session"
    }
  }
}
