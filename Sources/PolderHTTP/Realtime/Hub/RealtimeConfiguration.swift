public import PolderRealtime

/// What the sockets of a service are set to.
public struct RealtimeConfiguration: Sendable {
  /// Times and bounds of one session.
  public var engine: EngineConfiguration
  /// The namespaces that may be joined.
  public var namespaces: Set<String>
  /// The most sessions at a time.
  public var sessions: Int
  /// The origins that browsers may come from; `*` stands for any.
  public var origins: [String]
  /// The most events of one peer that wait for the delegate; at a tenth of it the peer is no longer read from.
  public var waitingEvents: Int
  /// The most bytes of events of one peer that wait for the delegate; at a tenth of it the peer is no longer read from.
  public var waitingBytes: Int
  /// How long a new connection may take to send its first request.
  public var firstRequestTimeout: Duration
  /// How long an idle HTTP connection is kept; nil for ever.
  public var idleTimeout: Duration?
  /// How slowly requests may come and answers be taken.
  var pace = RequestPace.Limits()

  /// Settings; by default `/` and `/tasks`, 50,000 sessions, any origin, 1,000 events and 10,000,000 bytes waiting,
  /// 30 s for the first request, 120 s idle.
  public init(
    engine: EngineConfiguration = .init(), namespaces: Set<String> = ["/", "/tasks"], sessions: Int = 50_000,
    origins: [String] = ["*"], waitingEvents: Int = 1_000, waitingBytes: Int = 10_000_000,
    firstRequestTimeout: Duration = .seconds(30), idleTimeout: Duration? = .seconds(120)
  ) {
    self.engine = engine
    self.namespaces = namespaces
    self.sessions = sessions
    self.origins = origins
    self.waitingEvents = waitingEvents
    self.waitingBytes = waitingBytes
    self.firstRequestTimeout = firstRequestTimeout
    self.idleTimeout = idleTimeout
  }
}
