extension Wire {
  /// A rule: a permission to do one thing in one scope.
  public struct Rule: Sendable, Codable {
    /// The scope by name.
    public let scope: String
    /// The operation by name.
    public let operation: String
    /// Where the users with it are.
    public let users: String
    /// The id.
    public let id: RuleID
    /// The resource.
    public let name: String
    /// What it allows.
    public let description: String?

    /// A rule: a permission to do one thing in one scope.
    public init(
      scope: String, operation: String, users: String, id: RuleID, name: String, description: String?
    ) {
      self.scope = scope
      self.operation = operation
      self.users = users
      self.id = id
      self.name = name
      self.description = description
    }
  }
}
