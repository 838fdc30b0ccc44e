/// A role and one of the rules.
public struct RolePath: PathParameters {
  /// The role.
  public let role: RoleID
  /// The rule.
  public let rule: RuleID

  /// A role and a rule.
  public init(role: RoleID, rule: RuleID) {
    self.role = role
    self.rule = rule
  }

  /// Reads both.
  public init?(parts: [String]) {
    guard parts.count == 2, let role = RoleID(parts: [parts[0]]), let rule = RuleID(parts: [parts[1]]) else {
      return nil
    }
    self.init(role: role, rule: rule)
  }

  /// Both.
  public var parts: [String] { role.parts + rule.parts }
}
