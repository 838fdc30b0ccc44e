/// Changes a role.
public enum UpdateRole: Operation {
  /// The id in the path.
  public typealias Path = RoleID
  /// What changes; what is absent or null stays (deviation 12).
  public struct Body: RequestBody {
    /// The name.
    public var name: String?
    /// What it is for.
    public var description: String?
    /// All rules from now on.
    public var rules: [RuleID]?
    /// The organization, which can not be changed.
    public var organizationID: OrganizationID?

    /// Nothing given.
    public init() {}

    /// The fields.
    public static let fields: [BodyField<Self>] = [
      .init("name", \.name, nullable: true, .roleName),
      .init("description", \.description, nullable: true, .longest(1024)),
      .init("rules", \.rules, nullable: true, .most(1_024)),
      .init("organization_id", \.organizationID, .positive),
    ]
    /// What is wrong stands under `msg`.
    public static let errorsAreMessage = true
  }
  /// The role.
  public typealias Reply = Wire.Role
  /// `PATCH /role/<id>`
  public static let route = Route(.patch, "role/<id>")
  /// Who may touch the role at all, before it is looked at which rules it gets.
  public static let reach = Requirement.refusing(
    "You lack the permission to e roles for organization {organization}!", .organization(.role, .edit))
  /// Who may.
  public static let access = Access([.user], .all([reach, .handOut]))
  /// What it does.
  public static let summary = "Changes a role"
}
