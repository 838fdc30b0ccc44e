extension SocketClient {
  /// How a client connects and comes back.
  public struct Configuration: Sendable, Hashable {
    /// The namespace to join.
    public var namespace: String
    /// The most time for an attempt: to connect, to shake hands and to join.
    public var connectTimeout: Duration
    /// Whether a lost connection is made again.
    public var reconnects: Bool
    /// Whether the first attempt after a loss follows at once.
    public var retriesAtOnce: Bool
    /// The delay before the second attempt; it doubles with each further one.
    public var firstDelay: Duration
    /// The longest delay between two attempts.
    public var longestDelay: Duration
    /// By what part of itself a delay varies, up and down; 0 to 1.
    public var jitter: Double
    /// How long a connection has to stand before it counts as good, so that its loss starts the delays anew.
    public var stableAfter: Duration
    /// What the server may send.
    public var limits: RealtimeLimits

    /// Times and bounds; by default as the clients in the field: 60 s for an attempt, 1 s doubling to 5 s ± 50 %.
    /// The server's events may be larger than a client's, as it adds to what it passes on.
    public init(
      namespace: String = "/tasks", connectTimeout: Duration = .seconds(60), reconnects: Bool = true,
      retriesAtOnce: Bool = true, firstDelay: Duration = .seconds(1), longestDelay: Duration = .seconds(5),
      jitter: Double = 0.5, stableAfter: Duration = .seconds(5),
      limits: RealtimeLimits = .init(payload: 2_000_000)
    ) {
      self.namespace = namespace
      self.connectTimeout = connectTimeout
      self.reconnects = reconnects
      self.retriesAtOnce = retriesAtOnce
      self.firstDelay = firstDelay
      self.longestDelay = longestDelay
      self.jitter = jitter
      self.stableAfter = stableAfter
      self.limits = limits
    }
  }
}
