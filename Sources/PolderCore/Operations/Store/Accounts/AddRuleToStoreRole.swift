/// Adds a rule to a role of a store.
public enum AddRuleToStoreRole: StoreOperation {
  /// The role and the rule.
  public typealias Path = StoreRolePath
  /// The role's rules from now on.
  public typealias Reply = [Wire.StoreRule]
  /// `POST /role/<id>/rule/<rule_id>`
  public static let route = Route(.post, "role/<id>/rule/<rule_id>")
  /// Who may; the rule is one's own, too.
  public static let level = StoreLevel.permission(.init(.role, .edit))
  /// What it does.
  public static let summary = "Adds a rule to a role"
  /// Made.
  public static let status = 201
}
