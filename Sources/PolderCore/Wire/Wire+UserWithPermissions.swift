extension Wire {
  /// What a user may do.
  public struct Permissions: Sendable, Codable {
    /// The ids of the roles.
    public let roles: [RoleID]
    /// The ids of all rules, own ones and those of the roles.
    public let rules: [RuleID]
    /// The organizations in the collaborations of the user's organization.
    public let organizationsInCollaborations: [OrganizationID]

    /// What a user may do.
    public init(roles: [RoleID], rules: [RuleID], organizationsInCollaborations: [OrganizationID]) {
      self.roles = roles
      self.rules = rules
      self.organizationsInCollaborations = organizationsInCollaborations
    }

    enum CodingKeys: String, CodingKey {
      case roles
      case rules
      case organizationsInCollaborations = "orgs_in_collabs"
    }
  }

  /// A user and, when asked for, what it may do.
  public struct UserWithPermissions: Sendable, Codable {
    /// The user.
    public let user: User
    /// What it may do; the key is absent when not asked for.
    public let permissions: Permissions?

    /// A user.
    public init(user: User, permissions: Permissions?) {
      self.user = user
      self.permissions = permissions
    }

    private enum Key: String, CodingKey { case permissions }

    /// Reads the keys of both from one object.
    public init(from decoder: any Decoder) throws {
      user = try User(from: decoder)
      permissions = try decoder.container(keyedBy: Key.self).decodeIfPresent(Permissions.self, forKey: .permissions)
    }

    /// Writes the keys of both into one object.
    public func encode(to encoder: any Encoder) throws {
      guard let permissions else { return try user.encode(to: encoder) }
      var object = try JSONValueEncoder.value(of: user).object ?? [:]
      object["permissions"] = try JSONValueEncoder.value(of: permissions)
      try JSONValue.object(object).encode(to: encoder)
    }
  }
}
