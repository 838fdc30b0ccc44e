extension Wire {
  /// A role: a named set of rules.
  public struct Role: Sendable, Codable {
    /// Where its rules are.
    public let rules: String
    /// Where its users are.
    public let users: String
    /// The organization it belongs to; none for a role of all.
    public let organization: Link<Entities.Organization>?
    /// The id.
    public let id: RoleID
    /// The name.
    public let name: String?
    /// What it is for.
    public let description: String?
    /// Whether every server has it.
    public let isDefaultRole: Bool

    /// A role: a named set of rules.
    public init(
      rules: String, users: String, organization: Link<Entities.Organization>?, id: RoleID, name: String?,
      description: String?, isDefaultRole: Bool
    ) {
      self.rules = rules
      self.users = users
      self.organization = organization
      self.id = id
      self.name = name
      self.description = description
      self.isDefaultRole = isDefaultRole
    }

    enum CodingKeys: String, CodingKey {
      case rules
      case users
      case organization
      case id
      case name
      case description
      case isDefaultRole = "is_default_role"
    }
  }
}
