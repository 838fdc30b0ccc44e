extension Wire {
  /// Whose token a valid token of a user is.
  public struct UserValidation: Hashable, Sendable, Codable {
    /// That it is valid.
    public let msg: String
    /// The user.
    public let userID: UserID
    /// The name to log in with.
    public let username: String?
    /// The e-mail address.
    public let email: String?
    /// The organization.
    public let organizationID: OrganizationID?

    /// A user whose token is valid.
    public init(userID: UserID, username: String?, email: String?, organizationID: OrganizationID?) {
      msg = "Token is valid"
      self.userID = userID
      self.username = username
      self.email = email
      self.organizationID = organizationID
    }

    enum CodingKeys: String, CodingKey {
      case msg
      case userID = "user_id"
      case username
      case email
      case organizationID = "organization_id"
    }
  }

  /// Whose token a valid token of a node is.
  public struct NodeValidation: Hashable, Sendable, Codable {
    /// That it is valid.
    public let msg: String
    /// The node.
    public let nodeID: NodeID
    /// Its name.
    public let name: String?
    /// Its organization.
    public let organizationID: OrganizationID?

    /// A node whose token is valid.
    public init(nodeID: NodeID, name: String?, organizationID: OrganizationID?) {
      msg = "Token is valid"
      self.nodeID = nodeID
      self.name = name
      self.organizationID = organizationID
    }

    enum CodingKeys: String, CodingKey {
      case msg
      case nodeID = "node_id"
      case name
      case organizationID = "organization_id"
    }
  }

  /// The key of a node, shown this once.
  public struct NodeKey: Hashable, Sendable, Codable {
    /// The key.
    public let apiKey: String

    /// A key.
    public init(apiKey: String) { self.apiKey = apiKey }

    enum CodingKeys: String, CodingKey { case apiKey = "api_key" }
  }
}
