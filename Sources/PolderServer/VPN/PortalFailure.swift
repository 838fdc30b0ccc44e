import PolderCore
import PolderHTTP

/// Why a node gets no VPN configuration: what the log is told, and the refusal, which tells nothing of the portal.
struct PortalFailure: Error {
  /// For the log.
  let reason: String
  /// For the node.
  let refusal: RequestRefusal

  private init(_ reason: String, _ status: Int, _ text: String, _ code: PolderError.Code) {
    self.reason = reason
    refusal = RequestRefusal(status, text, code: code)
  }

  /// The portal does not know this server, or its user.
  static func notAuthorized(_ reason: String) -> PortalFailure {
    PortalFailure(reason, 500, refused("could not authorize to the VPN portal"), "vpn-portal-refused")
  }

  /// The configuration of the server lacks something, or the portal answers otherwise than an eduVPN portal does.
  static func notConfigured(_ reason: String) -> PortalFailure {
    PortalFailure(reason, 500, refused("is not properly configured for VPN"), "vpn-misconfigured")
  }

  /// Nobody answers at the portal's address.
  static func unreachable(_ reason: String) -> PortalFailure {
    let text = "VPN server unreachable. Please contact your server administrator"
    return PortalFailure(reason, 503, text, "vpn-portal-unreachable")
  }

  /// More nodes ask than the portal is asked for at once.
  static let busy = PortalFailure(
    "too many nodes ask at once", 503,
    "Too many nodes ask for a VPN configuration at the moment. Try again in a minute.", "vpn-portal-busy")

  private static func refused(_ why: String) -> String {
    "Could not obtain VPN configuration because the vantage6 server \(why). Please contact your server administrator."
  }
}
