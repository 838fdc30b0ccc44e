public import PolderCore

/// One user at one server, with what the user likes to leave unsaid. No password and no token is in it.
public struct Profile: Codable, Sendable, Hashable {
  /// Scheme, host and port of the server.
  public var server: String
  /// The API's prefix.
  public var apiPath: String
  /// The name to log in with; nil when only a token is known.
  public var username: String?
  /// The collaboration that verbs use where none is named.
  public var collaboration: CollaborationID?
  /// The file of the organization's private key.
  public var privateKey: String?
  /// The file of the pinned public keys; nil takes one beside the profiles.
  public var pins: String?
  /// The rule for encryption: `compatible` or `require`.
  public var encryption: String?
  /// The proxy that leads to the server.
  public var proxy: String?
  /// A file with the certificates of authorities to trust (PEM).
  public var caFile: String?

  /// A profile of which only the address is known.
  /// - Parameters:
  ///   - address: the server's address
  ///   - username: the name to log in with
  public init(address: ServerLocation, username: String? = nil) {
    server = address.server
    apiPath = address.apiPath
    self.username = username
  }

  /// Where the server is.
  public var place: ServerLocation { ServerLocation(server: server, apiPath: apiPath) }

  enum CodingKeys: String, CodingKey {
    case server
    case apiPath = "api_path"
    case username
    case collaboration
    case privateKey = "private_key"
    case pins
    case encryption
    case proxy
    case caFile = "ca_file"
  }
}
