public import PolderCore

extension PolderError.Code {
  /// A program that a helper needs is not on this machine.
  public static let helperProgramMissing: Self = "node-helper-program-missing"
  /// The key of a tunnel can not be used.
  public static let helperKeyUnusable: Self = "node-helper-key-unusable"
  /// The configuration asks for a helper that this node can not have.
  public static let helperUnusable: Self = "node-helper-unusable"
  /// The server's configuration of the VPN can not be used.
  public static let vpnConfigurationUnusable: Self = "node-vpn-configuration-unusable"
  /// What the engine tells of the node's own container does not fit.
  public static let ownContainerUnknown: Self = "node-own-container-unknown"
  /// A path of the node's container lies nowhere on the machine.
  public static let hostPathUnknown: Self = "node-host-path-unknown"
}
