import PolderCore
import PolderHTTP

/// Why a node gets no VPN configuration: what the log is told, and the refusal, which tells nothing of the portal.
struct PortalFailure: Error {
  /// For the log.
  let reason: String
  /// For the node.
  let refusal: RequestRefusal

  /// The portal does not know this server, or its user.
  static func notAuthorized(_ reason: String) -> PortalFailure {
    PortalFailure(
      reason: reason,
      refusal: RequestRefusal(
        500,
        "Could not obtain VPN configuration because the vantage6 server could not authorize to the VPN portal. Please "
          + "contact your server administrator.", code: "vpn-portal-refused"))
  }

  /// The configuration of the server lacks something, or the portal answers otherwise than an eduVPN portal does.
  static func notConfigured(_ reason: String) -> PortalFailure {
    PortalFailure(
      reason: reason,
      refusal: RequestRefusal(
        500,
        "Could not obtain VPN configuration because the vantage6 server is not properly configured for VPN. Please "
          + "contact your server administrator.", code: "vpn-misconfigured"))
  }

  /// Nobody answers at the portal's address.
  static func unreachable(_ reason: String) -> PortalFailure {
    PortalFailure(
      reason: reason,
      refusal: RequestRefusal(
        503, "VPN server unreachable. Please contact your server administrator", code: "vpn-portal-unreachable"))
  }

  /// More nodes ask than the portal is asked for at once.
  static let busy = PortalFailure(
    reason: "too many nodes ask at once",
    refusal: RequestRefusal(
      503, "Too many nodes ask for a VPN configuration at the moment. Try again in a minute.", code: "vpn-portal-busy"))
}
