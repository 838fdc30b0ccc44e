/// Whatever can carry an HTTP call: a channel to a server, or a stand-in for one.
public protocol HTTPCaller: Sendable {
  /// Carries a call and gives the whole answer, whatever its status.
  /// - Throws: `PolderError` with a `transport-…` code when there is no answer, `CancellationError` when cancelled.
  func send(_ call: HTTPCall) async throws -> HTTPAnswer
}
