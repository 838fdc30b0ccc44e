extension Wire {
  /// What a node needs to join the VPN.
  public struct VPNConfiguration: Sendable, Codable {
    /// The text of an OpenVPN file.
    public let text: String

    /// A configuration.
    public init(text: String) { self.text = text }

    enum CodingKeys: String, CodingKey { case text = "ovpn_config" }
  }
}
