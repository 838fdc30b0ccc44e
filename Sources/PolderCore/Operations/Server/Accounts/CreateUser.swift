/// Makes a user.
public enum CreateUser: Operation {
  /// Who it is and what it may do.
  public struct Body: RequestBody {
    /// The name to log in with.
    public var username = ""
    /// The password.
    public var password = ""
    /// The e-mail address.
    public var email = ""
    /// The first name.
    public var firstname: String?
    /// The last name.
    public var lastname: String?
    /// The organization; the own one when absent (deviation 12).
    public var organizationID: OrganizationID?
    /// The roles.
    public var roles: [RoleID]?
    /// Rules beside those of the roles.
    public var rules: [RuleID]?

    /// Nothing given.
    public init() {}

    /// The fields.
    public static let fields: [BodyField<Self>] = [
      .init(required: "username", \.username, .name, .username),
      .init(required: "password", \.password, .password),
      .init(required: "email", \.email, .email),
      .init("firstname", \.firstname, .longest(128)),
      .init("lastname", \.lastname, .longest(128)),
      .init("organization_id", \.organizationID, nullable: true),
      .init("roles", \.roles, .most(1_024)),
      .init("rules", \.rules, .most(1_024)),
    ]
  }
  /// The user.
  public typealias Reply = Wire.User
  /// `POST /user`
  public static let route = Route(.post, "user")
  /// Who may.
  public static let access = Access([.user], .all([.organization(.user, .create), .handOut]))
  /// What it does.
  public static let summary = "Makes a user"
  /// Made.
  public static let status = 201
}
