/// Renews the keys of a node in the VPN.
public enum UpdateVPNConfiguration: Operation {
  /// The configuration that the node has.
  public struct Body: RequestBody {
    /// The text of an OpenVPN file.
    public var configuration = ""

    /// Nothing given.
    public init() {}

    /// The fields.
    public static let fields: [BodyField<Self>] = [.init(required: "vpn_config", \.configuration)]
  }
  /// The configuration.
  public typealias Reply = Wire.VPNConfiguration
  /// `POST /vpn/update`
  public static let route = Route(.post, "vpn/update")
  /// Who may.
  public static let access = Access([.node], .nothing)
  /// What it does.
  public static let summary = "Renews the keys of a node in the VPN"
}
