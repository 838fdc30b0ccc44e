extension SocketHub {
  /// What the hub has done since it was made, and what it holds.
  public struct Counters: Sendable, Hashable {
    /// Sessions that live.
    public var sessions = 0
    /// Sockets that are known: peers in namespaces.
    public var sockets = 0
    /// Rooms with at least one socket.
    public var rooms = 0
    /// Sessions that were begun.
    public var opened = 0
    /// Sessions that ended because their peer was too slow.
    public var tooSlow = 0
    /// Sessions that ended because their peer did not answer a ping.
    public var timedOut = 0
    /// Sessions that ended because their peer broke the protocol.
    public var broken = 0
    /// Events that were emitted.
    public var emitted = 0
    /// Events that were put into the queue of a socket.
    public var delivered = 0
  }
}
