public import PolderCore

/// What a client of Socket.IO tells its user.
public enum SocketEvent: Sendable, Hashable {
  /// The namespace was joined; with the id of this socket.
  case connected(sid: String)
  /// An event of the server: its name and arguments.
  case event(name: String, arguments: [JSONValue])
  /// A connection that stood is gone; events may have been missed until the next `connected`.
  case disconnected(reason: String)
  /// A connection could not be made; the next attempt follows after that time, none when it is nil.
  case connectionFailed(reason: String, retryIn: Duration?)
}
