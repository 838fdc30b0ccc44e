/// What the server has to do with the VPN.
protocol VPNServer: Sendable {
  /// What the client joins with.
  /// - Returns: the text of an OpenVPN file
  /// - Throws: what a call throws
  func vpnConfiguration() async throws -> String

  /// Tells at what address the node is reached in the VPN.
  /// - Parameter address: the address; nil when it is not reached
  /// - Throws: what a call throws
  func tellVPNAddress(_ address: String?) async throws
}
