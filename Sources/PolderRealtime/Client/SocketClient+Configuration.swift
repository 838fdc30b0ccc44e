extension SocketClient {
  /// How a client connects and comes back.
  public struct Configuration: Sendable, Hashable {
    /// The namespace to join.
    public var namespace: String
    /// The most time for an attempt: to connect, to shake hands and to join.
    public var connectTimeout: Duration
    /// What the time for an attempt grows to, doubling each time that a server which can be reached is too slow.
    public var longestConnectTimeout: Duration
    /// The most time until the server can be reached at all.
    public var dialTimeout: Duration
    /// How late the server's pings may be before the connection counts as lost; nil waits as long as the server says.
    public var pingPatience: Duration?
    /// Whether the system looks after a silent connection, so that one that leads nowhere is noticed within seconds.
    public var probesSilence: Bool
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
      namespace: String = "/tasks", connectTimeout: Duration = .seconds(60),
      longestConnectTimeout: Duration = .seconds(60), dialTimeout: Duration = .seconds(60),
      pingPatience: Duration? = nil, probesSilence: Bool = false, reconnects: Bool = true,
      retriesAtOnce: Bool = true, firstDelay: Duration = .seconds(1), longestDelay: Duration = .seconds(5),
      jitter: Double = 0.5, stableAfter: Duration = .seconds(5),
      limits: RealtimeLimits = .init(payload: 2_000_000)
    ) {
      self.namespace = namespace
      self.connectTimeout = connectTimeout
      self.longestConnectTimeout = longestConnectTimeout
      self.dialTimeout = dialTimeout
      self.pingPatience = pingPatience
      self.probesSilence = probesSilence
      self.reconnects = reconnects
      self.retriesAtOnce = retriesAtOnce
      self.firstDelay = firstDelay
      self.longestDelay = longestDelay
      self.jitter = jitter
      self.stableAfter = stableAfter
      self.limits = limits
    }

    /// For what must not be away for long: back within five seconds once the network is, however long it was gone, and
    /// a connection that leads nowhere is given up within some ten seconds.
    ///
    /// The worst case is a network that heals just after a request to connect was lost: 1.5 s until that is given up,
    /// then the longest delay.
    public static let persistent = Configuration(
      connectTimeout: .seconds(8), dialTimeout: .milliseconds(2_500), pingPatience: .seconds(15), probesSilence: true,
      firstDelay: .milliseconds(500), longestDelay: .seconds(2), jitter: 0.25)
  }
}
