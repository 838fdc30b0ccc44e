import PolderCore
import PolderHTTP

/// A delegate that writes down what it hears, joins rooms, and lets tests wait for what happens.
final class RecordingDelegate: SocketDelegate {
  enum Happening: Equatable, Sendable {
    case connected(SocketHandle, authorization: String?)
    case event(SocketHandle, String, [JSONValue])
    case disconnected(SocketHandle, rooms: [String])
  }

  /// What happened, in order.
  let happenings: AsyncStream<Happening>
  private let continuation: AsyncStream<Happening>.Continuation
  private let hub: SocketHub
  private let room: String?
  private let greeting: String?
  private let gate: Gate?

  /// Puts each socket of `/tasks` into the room and greets it with an event; events wait for the gate.
  init(hub: SocketHub, room: String? = "all", greeting: String? = nil, gate: Gate? = nil) {
    self.hub = hub
    self.room = room
    self.greeting = greeting
    self.gate = gate
    (happenings, continuation) = AsyncStream.makeStream()
  }

  func connected(_ socket: SocketHandle, namespace: String, authorization: String?) async {
    if let greeting { hub.emit(greeting, toSocket: socket.sid) }
    if namespace == "/tasks", let room { hub.join(socket.sid, room: room) }
    continuation.yield(.connected(socket, authorization: authorization))
  }

  func event(_ socket: SocketHandle, name: String, arguments: [JSONValue]) async {
    await gate?.pass()
    if name == "echo" { hub.emit("echo", arguments, toSocket: socket.sid) }
    continuation.yield(.event(socket, name, arguments))
  }

  func disconnected(_ socket: SocketHandle) async {
    continuation.yield(.disconnected(socket, rooms: hub.rooms(of: socket.sid)))
  }
}
