/// Lists roles.
public enum ListRoles: Operation {
  /// What to look for.
  public struct Query: QueryParameters {
    /// Only those of these organizations.
    public var organizationID: [OrganizationID] = []
    /// Whether to add roles without organization.
    public var includeRoot: Bool?
    /// Only those of organizations in this collaboration.
    public var collaborationID: CollaborationID?
    /// Patterns for the name.
    public var name: [String] = []
    /// Patterns for the description.
    public var description: [String] = []
    /// Only those with this rule.
    public var ruleID: RuleID?
    /// Only those of this user.
    public var userID: UserID?
    /// Page, size and order.
    public var page = PageRequest()

    /// Nothing in particular.
    public init() {}

    /// The parameters.
    public static let fields: [QueryField<Self>] =
      [
        .init("organization_id", repeated: \.organizationID),
        .init("include_root", \.includeRoot),
        .init("collaboration_id", \.collaborationID),
        .init("name", repeated: \.name),
        .init("description", repeated: \.description),
        .init("rule_id", \.ruleID),
        .init("user_id", \.userID),
      ] + QueryField.paging(\.page)
  }
  /// One page.
  public typealias Reply = Wire.Page<Wire.Role>
  /// `GET /role`
  public static let route = Route(.get, "role")
  /// Who may.
  public static let access = Access([.user], .nothing)
  /// What it does.
  public static let summary = "Lists roles"
}
