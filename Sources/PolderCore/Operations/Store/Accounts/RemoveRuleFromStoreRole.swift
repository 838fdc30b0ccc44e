/// Removes a rule from a role of a store.
public enum RemoveRuleFromStoreRole: StoreOperation {
  /// The role and the rule.
  public typealias Path = StoreRolePath
  /// The role's rules from now on.
  public typealias Reply = [Wire.StoreRule]
  /// `DELETE /role/<id>/rule/<rule_id>`
  public static let route = Route(.delete, "role/<id>/rule/<rule_id>")
  /// Who may; the rule is one's own, too.
  public static let level = StoreLevel.permission(.init(.role, .edit))
  /// What it does.
  public static let summary = "Removes a rule from a role"
}
