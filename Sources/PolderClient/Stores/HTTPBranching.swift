import PolderTransport

/// What carries calls to a server and can lead to the server's stores as well.
protocol HTTPBranching: HTTPCaller {
  /// A caller for another address, over the same connections.
  /// - Parameter base: the address
  /// - Returns: the caller
  /// - Throws: `PolderError` `transport-bad-address`
  func branch(to base: String) throws -> any HTTPCaller
}

extension HTTPChannel: HTTPBranching {
  func branch(to base: String) throws -> any HTTPCaller { try leading(to: base) }
}
