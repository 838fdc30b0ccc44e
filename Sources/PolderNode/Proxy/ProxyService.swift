public import PolderCore

/// What algorithms reach of the world: the server, through the node, with the run's own token.
public protocol ProxyService: Sendable {
  /// Opens the socket of a run, or opens it anew after a restart of the node.
  ///
  /// Requests carry the run's own token and are answered as far as the algorithm client's calls go. The socket lies in
  /// the registration's folder, which stays when the socket is made anew; its path may be longer than the 107 bytes that a
  /// socket's address holds.
  func register(_ registration: ProxyRegistration) async throws -> ProxySocket

  /// Closes the socket of a run; requests under way are cancelled.
  func unregister(_ run: RunID) async

  /// Closes all sockets, without ending the runs behind them.
  func shutdown() async
}
