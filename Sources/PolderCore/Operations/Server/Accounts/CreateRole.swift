/// Makes a role.
public enum CreateRole: Operation {
  /// What it is called and allows.
  public struct Body: RequestBody {
    /// The name.
    public var name = ""
    /// What it is for.
    public var description: String?
    /// The rules.
    public var rules: [RuleID] = []
    /// The organization; the own one when absent (deviation 12).
    public var organizationID: OrganizationID?

    /// Nothing given.
    public init() {}

    /// The fields.
    public static let fields: [BodyField<Self>] = [
      .init(required: "name", \.name, .roleName),
      .init("description", \.description, nullable: true, .longest(1024)),
      .init(required: "rules", \.rules, .most(1_024)),
      .init("organization_id", \.organizationID, nullable: true, .positive),
    ]
    /// What is wrong stands under `msg`.
    public static let errorsAreMessage = true
  }
  /// The role.
  public typealias Reply = Wire.Role
  /// `POST /role`
  public static let route = Route(.post, "role")
  /// Who may.
  public static let access = Access(
    [.user],
    .all([
      .handOut,
      .refusing(
        "You lack the permission to c roles for organization {organization}!", .organization(.role, .create)),
    ]))
  /// What it does.
  public static let summary = "Makes a role"
  /// Made.
  public static let status = 201
}

extension BodyConstraint where Value == String {
  /// The contract's rule for names of roles: none of those that every server has; 128 characters at most, which the
  /// contract leaves open.
  static var roleName: Self {
    let reserved = DefaultRole.all.map { JSONValue.string($0.name) }
    return Self(schema: ["maxLength": 128, "not": ["enum": .array(reserved)]]) { text in
      if DefaultRole.all.contains(where: { $0.name == text }) { return "Role name cannot be one of the default roles" }
      return BodyConstraint<String>.longest(128).problem(text)
    }
  }
}
