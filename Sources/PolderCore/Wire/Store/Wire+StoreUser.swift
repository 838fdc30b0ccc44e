extension Wire {
  /// A user of a server, as an algorithm store knows it.
  public struct StoreUser: Sendable, Codable, Hashable {
    /// Where the roles are.
    public let roles: String
    /// Where the algorithms are that the user submitted.
    public let algorithm: String
    /// The server that the user comes from.
    public let server: StoreServerReference?
    /// The id, which is the store's own.
    public let id: StoreUserID
    /// The name to log in with at the server.
    public let username: String
    /// The e-mail address.
    public let email: String?
    /// The organization at the server.
    public let organizationID: OrganizationID?

    /// A user of a server, as an algorithm store knows it.
    public init(
      roles: String, algorithm: String, server: StoreServerReference?, id: StoreUserID, username: String,
      email: String?, organizationID: OrganizationID?
    ) {
      self.roles = roles
      self.algorithm = algorithm
      self.server = server
      self.id = id
      self.username = username
      self.email = email
      self.organizationID = organizationID
    }

    enum CodingKeys: String, CodingKey {
      case roles
      case algorithm
      case server
      case id
      case username
      case email
      case organizationID = "organization_id"
    }
  }
}
