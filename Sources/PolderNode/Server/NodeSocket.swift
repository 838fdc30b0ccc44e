public import PolderCore
public import PolderRealtime

/// The connection over which a server calls its node.
public protocol NodeSocket: Sendable {
  /// What happens, for one reader; ends after ``close()``.
  var events: AsyncStream<SocketEvent> { get }
  /// Connects, and comes back after losses, until ``close()`` or cancellation.
  func run() async
  /// Sends an event; false when it was not sent.
  @discardableResult
  func emit(_ name: String, arguments: [JSONValue]) -> Bool
  /// Ends the connection.
  func close()
}

extension SocketIOClient: NodeSocket {}
