import PolderRealtime

/// The connection over which a server tells its events.
protocol FeedSocket: Sendable {
  /// What happens, for one reader; ends after `close()`.
  var events: AsyncStream<SocketEvent> { get }
  /// Connects, and comes back after losses, until `close()` or cancellation.
  func run() async
  /// Ends the connection.
  func close()
}

extension SocketIOClient: FeedSocket {}
