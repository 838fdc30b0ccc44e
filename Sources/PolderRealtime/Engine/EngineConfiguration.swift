/// Times and bounds of sessions at the server.
public struct EngineConfiguration: Sendable, Hashable {
  /// The time between the answer to a ping and the next ping.
  public var pingInterval: Duration
  /// How long a peer may take to answer a ping.
  public var pingTimeout: Duration
  /// How long a websocket may take to take a session over.
  public var upgradeTimeout: Duration
  /// How long a peer may take to join a namespace.
  public var joinTimeout: Duration
  /// The most packets that may wait for a peer.
  public var queuedPackets: Int
  /// The most bytes that may wait for a peer.
  public var queuedBytes: Int
  /// What a peer may send.
  public var limits: RealtimeLimits

  /// Times and bounds; by default a ping each 25 s, 60 s for its answer, 30 s for an upgrade, 60 s to join,
  /// 1,000 packets and 4,000,000 bytes in the queue.
  public init(
    pingInterval: Duration = .seconds(25), pingTimeout: Duration = .seconds(60),
    upgradeTimeout: Duration = .seconds(30), joinTimeout: Duration = .seconds(60), queuedPackets: Int = 1_000,
    queuedBytes: Int = 4_000_000, limits: RealtimeLimits = .init()
  ) {
    self.pingInterval = pingInterval
    self.pingTimeout = pingTimeout
    self.upgradeTimeout = upgradeTimeout
    self.joinTimeout = joinTimeout
    self.queuedPackets = queuedPackets
    self.queuedBytes = queuedBytes
    self.limits = limits
  }
}
