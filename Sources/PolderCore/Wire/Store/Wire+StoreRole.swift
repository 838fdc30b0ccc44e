extension Wire {
  /// A role at an algorithm store: a named set of rules.
  public struct StoreRole: Sendable, Codable, Hashable {
    /// Where its rules are.
    public let rules: String
    /// Where its users are.
    public let users: String
    /// The id.
    public let id: StoreRoleID
    /// The name.
    public let name: String?
    /// What it is for.
    public let description: String?
    /// Whether every store has it.
    public let isDefaultRole: Bool

    /// A role at an algorithm store: a named set of rules.
    public init(
      rules: String, users: String, id: StoreRoleID, name: String?, description: String?, isDefaultRole: Bool
    ) {
      self.rules = rules
      self.users = users
      self.id = id
      self.name = name
      self.description = description
      self.isDefaultRole = isDefaultRole
    }

    enum CodingKeys: String, CodingKey {
      case rules
      case users
      case id
      case name
      case description
      case isDefaultRole = "is_default_role"
    }
  }
}
