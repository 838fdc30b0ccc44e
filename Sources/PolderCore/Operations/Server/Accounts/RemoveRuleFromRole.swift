/// Removes a rule from a role.
public enum RemoveRuleFromRole: Operation {
  /// The role and the rule.
  public typealias Path = RolePath
  /// The role's rules from now on.
  public typealias Reply = [Wire.Rule]
  /// `DELETE /role/<id>/rule/<rule_id>`
  public static let route = Route(.delete, "role/<id>/rule/<rule_id>")
  /// Who may.
  public static let access = UpdateRole.access
  /// What it does.
  public static let summary = "Removes a rule from a role"
}
