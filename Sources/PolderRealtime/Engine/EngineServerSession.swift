import DequeModule

/// One session of Engine.IO 4 at the server, without I/O: packets and the time go in, actions come out.
///
/// A session begins on polling or on a websocket and can move from the first to the second once. What waits for the
/// peer is bounded: a peer that reads too slowly is closed, never waited for.
public struct EngineServerSession: Sendable {
  /// How the peer is reached.
  public enum Transport: Sendable, Hashable {
    /// By the answers to the peer's polls.
    case polling
    /// By a websocket.
    case webSocket
  }

  enum Upgrade: Hashable {
    case none
    case opened(since: ContinuousClock.Instant)
    case probed(since: ContinuousClock.Instant)
  }

  /// The id by which the peer's requests name the session.
  public let sid: String
  /// Times and bounds.
  public let configuration: EngineConfiguration
  /// How the peer is reached now.
  public internal(set) var transport: Transport
  /// Why the session ended; nil while it lives.
  public internal(set) var ending: EngineEnding?

  var upgrade: Upgrade = .none
  var poll: Int?
  var queue: Deque<EnginePacket> = []
  var queuedBytes = 0
  /// Whether the websocket was told that packets wait, and has not taken all of them since.
  var announced = false
  private var nextPing: ContinuousClock.Instant
  private var pongDue: ContinuousClock.Instant?

  /// Begins a session; the open packet waits for the first poll or for `takeForWebSocket`.
  public init(
    sid: String, transport: Transport, configuration: EngineConfiguration = .init(), now: ContinuousClock.Instant
  ) {
    self.sid = sid
    self.transport = transport
    self.configuration = configuration
    nextPing = now + configuration.pingInterval
    let handshake = EngineHandshake(
      sid: sid, upgrades: transport == .polling ? ["websocket"] : [],
      pingInterval: configuration.pingInterval, pingTimeout: configuration.pingTimeout,
      maxPayload: configuration.limits.payload)
    queue.append(handshake.packet)
    queuedBytes = handshake.packet.size
  }

  /// How many packets wait for the peer.
  public var queued: Int { queue.count }

  /// Puts a packet into the queue and hands it to the transport when that is ready.
  public mutating func send(_ packet: EnginePacket) -> [EngineAction] {
    guard ending == nil else { return [] }
    guard queue.count < configuration.queuedPackets, queuedBytes + packet.size <= configuration.queuedBytes else {
      return end(.overflow)
    }
    queue.append(packet)
    queuedBytes += packet.size
    return flush()
  }

  /// Takes packets that came over the session's transport.
  public mutating func receive(_ packet: EnginePacket, now: ContinuousClock.Instant) -> [EngineAction] {
    guard ending == nil else { return [] }
    switch packet.kind {
    case .message: return [.deliver(packet)]
    case .ping: return send(EnginePacket(.pong, packet.payload))
    case .pong:
      pongDue = nil
      nextPing = now + configuration.pingInterval
      return []
    case .noop: return []
    case .close: return end(.peerClosed)
    case .open, .upgrade: return end(.protocolError("A packet of type \(packet.kind) is out of place."))
    }
  }

  /// Lets time pass: sends a ping that is due, ends a session that did not answer one, gives up a stalled upgrade.
  public mutating func tick(_ now: ContinuousClock.Instant) -> [EngineAction] {
    guard ending == nil else { return [] }
    if let pongDue, now >= pongDue { return end(.pingTimeout) }
    var actions: [EngineAction] = []
    switch upgrade {
    case .opened(let since) where now >= since + configuration.upgradeTimeout,
      .probed(let since) where now >= since + configuration.upgradeTimeout:
      actions += abandonUpgrade()
    default: break
    }
    if pongDue == nil, now >= nextPing {
      pongDue = now + configuration.pingTimeout
      actions += send(EnginePacket(.ping))
    }
    return actions
  }

  /// Ends the session; the peer is told when it can still be reached.
  public mutating func close() -> [EngineAction] { end(.serverClosed) }

  mutating func end(_ reason: EngineEnding) -> [EngineAction] {
    guard ending == nil else { return [] }
    ending = reason
    var farewell: [EnginePacket] = []
    switch reason {
    case .serverClosed, .protocolError: farewell = Array(queue) + [EnginePacket(.close)]
    case .peerClosed: farewell = [EnginePacket(.noop)]
    case .transportClosed, .pingTimeout, .overflow: break
    }
    queue.removeAll()
    queuedBytes = 0
    var actions: [EngineAction] = []
    if let poll {
      self.poll = nil
      actions.append(.answerPoll(poll, farewell.isEmpty ? [EnginePacket(.close)] : farewell))
      farewell = []
    }
    if upgrade != .none {
      upgrade = .none
      actions.append(.closeCandidate)
    }
    return actions + [.end(reason, farewell: reason == .peerClosed ? [] : farewell)]
  }

  /// Hands waiting packets to the transport.
  mutating func flush() -> [EngineAction] {
    guard ending == nil, !queue.isEmpty else { return [] }
    switch transport {
    case .webSocket:
      guard !announced else { return [] }
      announced = true
      return [.packetsWait]
    case .polling:
      if case .probed = upgrade { return [] }
      guard let poll else { return [] }
      self.poll = nil
      return [.answerPoll(poll, take(upTo: configuration.limits.payload))]
    }
  }

  mutating func take(upTo bytes: Int) -> [EnginePacket] {
    var (packets, total) = ([EnginePacket](), 0)
    while let packet = queue.first, packets.isEmpty || total + packet.size <= bytes,
      packets.count < configuration.limits.packets
    {
      queue.removeFirst()
      queuedBytes -= packet.size
      total += packet.size
      packets.append(packet)
    }
    return packets
  }
}
