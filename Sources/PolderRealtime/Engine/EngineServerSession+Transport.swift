extension EngineServerSession {
  /// A poll came. A second one while the first waits takes its place: the first connection may be dead unnoticed.
  public mutating func poll(_ id: Int) -> [EngineAction] {
    guard ending == nil, transport == .polling else { return [.refusePoll(id)] }
    var actions: [EngineAction] = []
    if let earlier = poll { actions.append(.answerPoll(earlier, [EnginePacket(.noop)])) }
    poll = id
    if case .probed = upgrade {
      poll = nil
      return actions + [.answerPoll(id, [EnginePacket(.noop)])]
    }
    return actions + flush()
  }

  /// The peer of a poll went away before it was answered: nothing is lost, the packets wait on.
  public mutating func pollGone(_ id: Int) {
    if poll == id { poll = nil }
  }

  /// Answers a waiting poll with nothing, for instance because its connection has to end.
  public mutating func releasePoll(_ id: Int) -> [EngineAction] {
    guard poll == id else { return [] }
    poll = nil
    return [.answerPoll(id, [EnginePacket(.noop)])]
  }

  /// A websocket names this session: whether it may try to take it over.
  public mutating func webSocketOpened(now: ContinuousClock.Instant) -> Bool {
    guard ending == nil, transport == .polling, upgrade == .none else { return false }
    upgrade = .opened(since: now)
    return true
  }

  /// A packet came over the session's websocket, or over the one that tries to take it over.
  public mutating func webSocketReceived(_ packet: EnginePacket, now: ContinuousClock.Instant) -> [EngineAction] {
    guard ending == nil else { return [] }
    guard transport == .polling else { return receive(packet, now: now) }
    switch (upgrade, packet.kind) {
    case (.opened(let since), .ping) where packet.carries("probe"),
      (.probed(let since), .ping)
    where packet.carries("probe"):
      upgrade = .probed(since: since)
      return [.sendCandidate(EnginePacket(.pong, text: "probe"))] + releaseAnyPoll()
    case (.probed, .upgrade):
      upgrade = .none
      transport = .webSocket
      return releaseAnyPoll() + [.adoptWebSocket] + flush()
    default: return abandonUpgrade()
    }
  }

  /// The session's websocket, or the one that tried to take it over, is closed.
  public mutating func webSocketClosed() -> [EngineAction] {
    guard ending == nil else { return [] }
    guard transport == .polling else { return end(.transportClosed) }
    upgrade = .none
    return flush()
  }

  /// Packets for the websocket, at least one if any waits, else up to so many bytes. An empty answer means that
  /// `packetsWait` will come again.
  public mutating func takeForWebSocket(upTo bytes: Int = 65_536) -> [EnginePacket] {
    guard ending == nil, transport == .webSocket else { return [] }
    let packets = take(upTo: bytes)
    announced = !packets.isEmpty
    return packets
  }

  mutating func abandonUpgrade() -> [EngineAction] {
    guard upgrade != .none else { return [] }
    upgrade = .none
    return [.closeCandidate] + flush()
  }

  private mutating func releaseAnyPoll() -> [EngineAction] {
    guard let poll else { return [] }
    return releasePoll(poll)
  }
}
