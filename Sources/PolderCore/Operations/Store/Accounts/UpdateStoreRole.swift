/// Changes a role of a store.
public enum UpdateStoreRole: StoreOperation {
  /// The id in the path.
  public typealias Path = StoreRoleID
  /// What changes; what is absent stays.
  public struct Body: RequestBody, Hashable {
    /// The name.
    public var name: String?
    /// What it is for.
    public var description: String?
    /// All rules from now on.
    public var rules: [StoreRuleID]?

    /// Nothing given.
    public init() {}

    /// The fields.
    public static let fields: [BodyField<Self>] = [
      .init("name", \.name, .storeRoleName),
      .init("description", \.description, .longest(1_024)),
      .init("rules", \.rules, .most(1_024)),
    ]
    /// What is wrong stands under `msg`.
    public static let errorsAreMessage = true
  }
  /// The role.
  public typealias Reply = Wire.StoreRole
  /// `PATCH /role/<id>`
  public static let route = Route(.patch, "role/<id>")
  /// Who may; every rule that is given is one's own, too.
  public static let level = StoreLevel.permission(.init(.role, .edit))
  /// What it does.
  public static let summary = "Changes a role"
}
