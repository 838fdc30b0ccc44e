/// Makes a role at a store.
public enum CreateStoreRole: StoreOperation {
  /// What it is called and allows.
  public struct Body: RequestBody, Hashable {
    /// The name.
    public var name = ""
    /// What it is for.
    public var description: String?
    /// The rules.
    public var rules: [StoreRuleID] = []

    /// Nothing given.
    public init() {}

    /// The fields.
    public static let fields: [BodyField<Self>] = [
      .init(required: "name", \.name, .storeRoleName),
      .init("description", \.description, .longest(1_024)),
      .init(required: "rules", \.rules, .most(1_024)),
    ]
    /// What is wrong stands under `msg`.
    public static let errorsAreMessage = true
  }
  /// The role.
  public typealias Reply = Wire.StoreRole
  /// `POST /role`
  public static let route = Route(.post, "role")
  /// Who may; every rule that is given is one's own, too.
  public static let level = StoreLevel.permission(.init(.role, .create))
  /// What it does.
  public static let summary = "Makes a role"
  /// Made.
  public static let status = 201
}

extension BodyConstraint where Value == String {
  /// The contract's rule for names of roles: none of those that every store has; 128 characters at most, which the
  /// contract leaves open.
  static var storeRoleName: Self {
    let reserved = StoreDefaultRole.allCases.map { JSONValue.string($0.rawValue) }
    return Self(schema: ["maxLength": 128, "not": ["enum": .array(reserved)]]) { text in
      if StoreDefaultRole(rawValue: text) != nil { return "Role name cannot be one of the default roles" }
      return BodyConstraint<String>.longest(128).problem(text)
    }
  }
}
