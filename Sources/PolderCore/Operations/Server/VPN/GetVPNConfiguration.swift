/// Gives a node what it needs to join the VPN.
public enum GetVPNConfiguration: Operation {
  /// The configuration.
  public typealias Reply = Wire.VPNConfiguration
  /// `GET /vpn`
  public static let route = Route(.get, "vpn")
  /// Who may.
  public static let access = Access([.node], .nothing)
  /// What it does.
  public static let summary = "Gives a node what it needs to join the VPN"
}
