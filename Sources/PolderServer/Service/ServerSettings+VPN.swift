import PolderService

extension ServerSettings {
  /// The keys of the section for the VPN.
  static let vpnKeys = VPNSettings.keys.map { "vpn_server.\($0)" }

  /// Reads which portal gives nodes what they need to join the VPN.
  mutating func readVPN(_ configuration: Configuration, _ warnings: inout [String]) throws {
    guard let section = try configuration.section("vpn_server") else { return }
    let settings = try VPNSettings(section)
    vpn = settings
    guard !settings.missing.isEmpty else { return }
    let keys = settings.missing.map { "`\($0)`" }.joined(separator: ", ")
    warnings.append(
      "No node gets a VPN configuration: the section `vpn_server` lacks \(keys). Give what the portal knows this server by."
    )
  }
}
