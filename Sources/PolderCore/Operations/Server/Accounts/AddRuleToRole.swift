/// Adds a rule to a role.
public enum AddRuleToRole: Operation {
  /// The role and the rule.
  public typealias Path = RolePath
  /// The role's rules from now on.
  public typealias Reply = [Wire.Rule]
  /// `POST /role/<id>/rule/<rule_id>`
  public static let route = Route(.post, "role/<id>/rule/<rule_id>")
  /// Who may.
  public static let access = UpdateRole.access
  /// What it does.
  public static let summary = "Adds a rule to a role"
  /// Made.
  public static let status = 201
}
