public import PolderCore

/// The Socket.IO layer of one session at the server, without I/O: which namespaces its peer joined, and under which id.
public struct SocketNamespaceSession: Sendable {
  /// What the code around has to do.
  public enum Action: Sendable, Hashable {
    /// Send these messages.
    case send([EnginePacket])
    /// The peer joined a namespace; its answer was sent before.
    case connected(sid: String, namespace: String)
    /// An event came; attachments are dropped, their placeholders stand in the arguments.
    case event(sid: String, namespace: String, name: String, arguments: [JSONValue])
    /// The peer left a namespace, or the session ended.
    case disconnected(sid: String, namespace: String)
    /// The peer broke the protocol.
    case fail(String)
  }

  private let accepted: Set<String>
  private var decoder: SocketDecoder
  private var joined: [String: String] = [:]

  /// A session whose peer may join those namespaces and no other.
  public init(accepting accepted: Set<String> = ["/", "/tasks"], limits: RealtimeLimits = .init()) {
    self.accepted = accepted
    decoder = SocketDecoder(limits: limits)
  }

  /// Whether the peer joined any namespace.
  public var isJoined: Bool { !joined.isEmpty }

  /// The id under which the peer joined a namespace.
  public func sid(in namespace: String) -> String? { joined[namespace] }

  /// Takes a message of the peer; `newID` makes the id of a socket.
  public mutating func receive(_ message: EnginePacket, newID: () -> String) -> [Action] {
    do throws(PolderError) {
      guard let packet = try decoder.feed(message) else { return [] }
      return take(packet, newID: newID)
    } catch {
      return [.fail(error.message)]
    }
  }

  /// Takes the peer out of a namespace and tells it so.
  public mutating func disconnect(namespace: String) -> [Action] {
    guard let sid = joined.removeValue(forKey: namespace) else { return [] }
    return [
      .send(SocketPacket(.disconnect, namespace: namespace).messages), .disconnected(sid: sid, namespace: namespace),
    ]
  }

  /// The session ended.
  public mutating func end() -> [Action] {
    defer { joined = [:] }
    return joined.sorted { $0.key < $1.key }.map { .disconnected(sid: $0.value, namespace: $0.key) }
  }

  private mutating func take(_ packet: SocketPacket, newID: () -> String) -> [Action] {
    switch packet.kind {
    case .connect: return connect(packet.namespace, newID: newID)
    case .disconnect:
      guard let sid = joined.removeValue(forKey: packet.namespace) else { return [] }
      return [.disconnected(sid: sid, namespace: packet.namespace)]
    case .event:
      guard let sid = joined[packet.namespace], let event = packet.event else { return [] }
      let happened = Action.event(
        sid: sid, namespace: packet.namespace, name: event.name, arguments: event.arguments)
      guard let id = packet.id else { return [happened] }
      let answer = SocketPacket(.ack, namespace: packet.namespace, id: id, data: [])
      return [happened, .send(answer.messages)]
    case .ack: return []
    case .connectError: return [.fail("A client can not refuse a namespace.")]
    }
  }

  /// Joining twice is answered with the same id.
  private mutating func connect(_ namespace: String, newID: () -> String) -> [Action] {
    guard accepted.contains(namespace) else {
      let refusal = SocketPacket(.connectError, namespace: namespace, data: "Unable to connect")
      return [.send(refusal.messages)]
    }
    let known = joined[namespace]
    let sid = known ?? newID()
    joined[namespace] = sid
    let answer = SocketPacket(.connect, namespace: namespace, data: ["sid": .string(sid)])
    return [.send(answer.messages)] + (known == nil ? [.connected(sid: sid, namespace: namespace)] : [])
  }
}
