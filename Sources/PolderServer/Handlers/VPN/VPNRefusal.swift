import PolderCore

/// Why this server gives no node an address in a VPN.
enum VPNRefusal {
  static func make(_ context: ServerContext) -> RequestRefusal {
    guard context.isVPNConfigured else {
      return RequestRefusal(501, "This server does not support VPN", code: "vpn-unsupported")
    }
    return RequestRefusal(
      501,
      "This server is configured for a VPN, but this version does not speak to EduVPN portals. Remove 'vpn_server' "
        + "from the server's configuration; nodes then go on without VPN.", code: "vpn-unsupported")
  }
}
