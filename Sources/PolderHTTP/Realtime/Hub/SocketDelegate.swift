public import PolderCore

/// What a service does with its sockets. Calls for one socket come one after the other, in the order of what happened;
/// calls for different sockets come at the same time.
public protocol SocketDelegate: Sendable {
  /// A peer joined a namespace and was told so.
  /// - Parameters:
  ///   - socket: the socket, which the hub knows from now on
  ///   - namespace: the namespace it joined
  ///   - authorization: the `Authorization` header of the request that began the session
  func connected(_ socket: SocketHandle, namespace: String, authorization: String?) async

  /// A peer sent an event.
  func event(_ socket: SocketHandle, name: String, arguments: [JSONValue]) async

  /// A peer is gone. The hub still knows its rooms during this call, and forgets them after it.
  func disconnected(_ socket: SocketHandle) async
}
