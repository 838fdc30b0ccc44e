/// One socket: a peer in a namespace.
public struct SocketHandle: Hashable, Sendable {
  /// The id by which the hub knows it, and which the peer was told.
  public let sid: String
  /// The namespace it joined.
  public let namespace: String

  /// A handle.
  public init(sid: String, namespace: String) {
    self.sid = sid
    self.namespace = namespace
  }
}
