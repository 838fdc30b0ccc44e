/// Lists users.
public enum ListUsers: Operation {
  /// What to look for.
  public struct Query: QueryParameters {
    /// A pattern for the name to log in with.
    public var username: String?
    /// A pattern for the first name.
    public var firstname: String?
    /// A pattern for the last name.
    public var lastname: String?
    /// A pattern for the e-mail address.
    public var email: String?
    /// Only those of this organization.
    public var organizationID: OrganizationID?
    /// Only those of organizations in this collaboration.
    public var collaborationID: CollaborationID?
    /// Only those with this role.
    public var roleID: RoleID?
    /// Only those with this rule.
    public var ruleID: RuleID?
    /// Heard of at this time or later.
    public var lastSeenFrom: Timestamp?
    /// Heard of at this time or earlier.
    public var lastSeenTill: Timestamp?
    /// Page, size and order.
    public var page = PageRequest()

    /// Nothing in particular.
    public init() {}

    /// The parameters.
    public static let fields: [QueryField<Self>] =
      [
        .init("username", \.username),
        .init("firstname", \.firstname),
        .init("lastname", \.lastname),
        .init("email", \.email),
        .init("organization_id", \.organizationID),
        .init("collaboration_id", \.collaborationID),
        .init("role_id", \.roleID),
        .init("rule_id", \.ruleID),
        .init("last_seen_from", \.lastSeenFrom),
        .init("last_seen_till", \.lastSeenTill),
      ] + QueryField.paging(\.page)
  }
  /// One page.
  public typealias Reply = Wire.Page<Wire.User>
  /// `GET /user`
  public static let route = Route(.get, "user")
  /// Who may.
  public static let access = Access(
    [.user],
    .all([
      .whenOrganization(
        .refusing(
          "You lack the permission view users from the organization with id {organization}!",
          .organization(.user, .view))),
      .whenCollaboration(
        .refusing(
          "You lack the permission view all users from collaboration {collaboration}!",
          .collaboration(.user, .view))),
      .any([.atLeast(.organization, .user, .view), .itself]),
    ]))
  /// What it does.
  public static let summary = "Lists users"
}
