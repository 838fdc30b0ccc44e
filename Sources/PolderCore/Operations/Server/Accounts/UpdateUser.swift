/// Changes a user.
public enum UpdateUser: Operation {
  /// The id in the path.
  public typealias Path = UserID
  /// What changes; what is absent stays.
  public struct Body: RequestBody {
    /// The name to log in with, which can not be changed: the present one is accepted (deviation 14).
    public var username: String?
    /// The password, which is not changed here.
    public var password: String?
    /// The e-mail address.
    public var email: String?
    /// The first name.
    public var firstname: String?
    /// The last name.
    public var lastname: String?
    /// The organization (deviation 13).
    public var organizationID: OrganizationID?
    /// All roles from now on.
    public var roles: [RoleID]?
    /// All rules beside those of the roles from now on.
    public var rules: [RuleID]?

    /// Nothing given.
    public init() {}

    /// The fields.
    public static let fields: [BodyField<Self>] = [
      .init("username", \.username, .name, .username),
      .init("password", \.password, .password),
      .init("email", \.email, .email),
      .init("firstname", \.firstname, .longest(128)),
      .init("lastname", \.lastname, .longest(128)),
      .init("organization_id", \.organizationID, nullable: true, .positive),
      .init("roles", \.roles, .most(1_024)),
      .init("rules", \.rules, .most(1_024)),
    ]
  }
  /// The user.
  public typealias Reply = Wire.User
  /// `PATCH /user/<id>`
  public static let route = Route(.patch, "user/<id>")
  /// Who may touch the user at all, before it is looked at what changes.
  public static let reach = Requirement.any([.itselfWithRule(.user, .edit), .organization(.user, .edit)])
  /// Who may.
  public static let access = Access([.user], .all([reach, .handOut]))
  /// What it does.
  public static let summary = "Changes a user"
}
