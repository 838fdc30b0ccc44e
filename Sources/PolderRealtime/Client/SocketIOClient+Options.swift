public import NIOSSL

extension SocketIOClient {
  /// What a client is set to.
  public struct Options: Sendable {
    /// How it connects and comes back.
    public var client: SocketClient.Configuration
    /// Headers of the request that opens the websocket, besides `Authorization`.
    public var headers: [(name: String, value: String)]
    /// Trust and certificates for `https` and `wss`.
    public var tls: TLSConfiguration
    /// The way to the server; what it trusts is added to `tls`.
    public var route: SocketRoute
    /// The most events that wait for their reader; a reader slower than that loses the connection, not the process.
    public var queuedEvents: Int

    /// Options; by default no further headers, the machine's trusted roots, no proxy, 4,096 events.
    public init(
      client: SocketClient.Configuration = .init(), headers: [(name: String, value: String)] = [],
      tls: TLSConfiguration = .makeClientConfiguration(), route: SocketRoute = .direct, queuedEvents: Int = 4_096
    ) {
      self.client = client
      self.headers = headers
      self.tls = tls
      self.route = route
      self.queuedEvents = queuedEvents
    }
  }
}
