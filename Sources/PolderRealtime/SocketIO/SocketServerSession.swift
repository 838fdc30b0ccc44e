/// One peer at the server, without I/O: its Engine.IO session and the namespaces above it.
public struct SocketServerSession: Sendable {
  /// What the code around has to do.
  public enum Action: Sendable, Hashable {
    /// Something with the transport; never `deliver`.
    case engine(EngineAction)
    /// Something with a namespace; never `send` or `fail`.
    case socket(SocketNamespaceSession.Action)
  }

  private var engine: EngineServerSession
  private var namespaces: SocketNamespaceSession
  private let newID: @Sendable () -> String
  private let joinBy: ContinuousClock.Instant

  /// Begins a session.
  public init(
    sid: String, transport: EngineServerSession.Transport, configuration: EngineConfiguration = .init(),
    accepting namespaces: Set<String> = ["/", "/tasks"], now: ContinuousClock.Instant,
    newID: @escaping @Sendable () -> String = SessionID.random
  ) {
    engine = EngineServerSession(sid: sid, transport: transport, configuration: configuration, now: now)
    self.namespaces = SocketNamespaceSession(accepting: namespaces, limits: configuration.limits)
    self.newID = newID
    joinBy = now + configuration.joinTimeout
  }

  /// Why the session ended; nil while it lives.
  public var ending: EngineEnding? { engine.ending }
  /// How the peer is reached now.
  public var transport: EngineServerSession.Transport { engine.transport }
  /// How many packets wait for the peer.
  public var queued: Int { engine.queued }

  /// A poll came.
  public mutating func poll(_ id: Int) -> [Action] { resolve(engine.poll(id)) }
  /// The peer of a poll went away before it was answered.
  public mutating func pollGone(_ id: Int) { engine.pollGone(id) }
  /// Answers a waiting poll with nothing.
  public mutating func releasePoll(_ id: Int) -> [Action] { resolve(engine.releasePoll(id)) }

  /// The packets of one payload that the peer posted.
  public mutating func receive(_ packets: [EnginePacket], now: ContinuousClock.Instant) -> [Action] {
    packets.reduce(into: []) { $0 += resolve(engine.receive($1, now: now)) }
  }

  /// A websocket names this session: whether it may try to take it over.
  public mutating func webSocketOpened(now: ContinuousClock.Instant) -> Bool { engine.webSocketOpened(now: now) }

  /// A packet came over a websocket of the session.
  public mutating func webSocketReceived(_ packet: EnginePacket, now: ContinuousClock.Instant) -> [Action] {
    resolve(engine.webSocketReceived(packet, now: now))
  }

  /// A websocket of the session is closed.
  public mutating func webSocketClosed() -> [Action] { resolve(engine.webSocketClosed()) }

  /// Packets for the websocket; an empty answer means that `packetsWait` will come again.
  public mutating func takeForWebSocket(upTo bytes: Int = 65_536) -> [EnginePacket] {
    engine.takeForWebSocket(upTo: bytes)
  }

  /// Sends messages to the peer if it still is in that namespace under that id.
  public mutating func send(_ messages: [EnginePacket], to sid: String, in namespace: String) -> [Action] {
    guard namespaces.sid(in: namespace) == sid else { return [] }
    return send(messages)
  }

  /// Takes the peer out of a namespace; without any namespace left the session ends.
  public mutating func disconnect(namespace: String) -> [Action] {
    let actions = resolve(namespaces.disconnect(namespace: namespace))
    return namespaces.isJoined ? actions : actions + close()
  }

  /// Ends the session.
  public mutating func close() -> [Action] { resolve(engine.close()) }

  /// Ends the session because more came from the peer than is handled.
  public mutating func overflow() -> [Action] { resolve(engine.end(.overflow)) }

  /// Ends the session because the peer broke the protocol.
  public mutating func fail(_ what: String) -> [Action] { resolve(engine.end(.protocolError(what))) }

  /// Lets time pass.
  public mutating func tick(_ now: ContinuousClock.Instant) -> [Action] {
    if !namespaces.isJoined, now >= joinBy {
      return resolve(engine.end(.protocolError("No namespace was joined in time.")))
    }
    return resolve(engine.tick(now))
  }

  private mutating func send(_ messages: [EnginePacket]) -> [Action] {
    messages.reduce(into: []) { $0 += resolve(engine.send($1)) }
  }

  private mutating func resolve(_ actions: [EngineAction]) -> [Action] {
    actions.reduce(into: []) { result, action in
      switch action {
      case .deliver(let message):
        result += resolve(namespaces.receive(message, newID: newID))
      case .end:
        result.append(.engine(action))
        result += namespaces.end().map { .socket($0) }
      default:
        result.append(.engine(action))
      }
    }
  }

  private mutating func resolve(_ actions: [SocketNamespaceSession.Action]) -> [Action] {
    actions.reduce(into: []) { result, action in
      switch action {
      case .send(let messages): result += send(messages)
      case .fail(let what): result += fail(what)
      default: result.append(.socket(action))
      }
    }
  }
}

extension SocketServerSession {
  /// Whether the peer is in that namespace under that id.
  public func has(_ sid: String, in namespace: String) -> Bool { self.sid(in: namespace) == sid }

  /// The id under which the peer joined a namespace.
  public func sid(in namespace: String) -> String? { namespaces.sid(in: namespace) }
}
