/// A runtime that can have a VPN client beside its algorithms.
protocol VPNLinking: Runtime {
  /// Fetches the client's image where that is necessary, and starts the client in place of an earlier one.
  /// - Parameters:
  ///   - settings: the VPN
  ///   - folder: the folder of its configuration
  /// - Throws: `PolderError` when it can not be
  func startVPNClient(_ settings: VPNSettings, folder: String) async throws

  /// Whether a client runs that was started with these settings, also by an earlier process of the node.
  /// - Throws: what a call throws
  func hasVPNClient(_ settings: VPNSettings) async throws -> Bool

  /// The addresses of the client's tunnel.
  /// - Returns: none while there is no tunnel; nil when there is no client
  /// - Throws: what a call throws
  func tunnelAddresses() async throws -> [String]?

  /// Sees to it that runs are led into the tunnel that the client has now.
  /// - Throws: what a call throws
  func openGate() async throws

  /// Removes the client and the gate, also that of an earlier process of the node.
  /// - Returns: whether there was one
  /// - Throws: what a call throws
  @discardableResult
  func removeVPNClient() async throws -> Bool
}
