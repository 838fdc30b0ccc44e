import PolderHTTP
package import PolderService

/// The eduVPN portal that gives nodes their configuration, and how this server is known to it.
package struct VPNSettings: Sendable, CustomStringConvertible {
  /// The keys of the section, all of which the exchange needs.
  static let keys = ["url", "portal_username", "portal_userpass", "client_id", "client_secret", "redirect_url"]

  /// The address of the portal.
  let url: String
  /// The user of the portal for whom configurations are made.
  let username: String
  /// The password of that user.
  let password: String
  /// The name under which the portal knows this server.
  let clientID: String
  /// The secret that goes with it.
  let clientSecret: String
  /// Where the portal sends whoever logs in; never called, only compared.
  let redirectURL: String
  /// The keys that are not given; a server with some missing serves everything but this.
  package let missing: [String]
  /// How long the portal may take for one answer; tests have more time.
  package var patience = Duration.seconds(10)

  /// Reads the section `vpn_server`.
  package init(_ section: Configuration) throws {
    func value(_ key: String) throws -> String { try section.string(key) ?? "" }
    url = try value("url")
    username = try value("portal_username")
    password = try value("portal_userpass")
    clientID = try value("client_id")
    clientSecret = try value("client_secret")
    redirectURL = try value("redirect_url")
    missing = try Self.keys.filter { try value($0).isEmpty }
    guard url.isEmpty || WebAddress(url)?.path.contains("%") == false else {
      throw section.invalid("url", "an address such as https://vpn.example.org, without user, query or fragment")
    }
  }

  /// What may be logged.
  package var description: String { "portal \(url), user \(username)" }
}
