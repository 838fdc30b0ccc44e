/// A role of a store and one of its rules.
public struct StoreRolePath: PathParameters {
  /// The role.
  public let role: StoreRoleID
  /// The rule.
  public let rule: StoreRuleID

  /// A role and a rule.
  public init(role: StoreRoleID, rule: StoreRuleID) {
    self.role = role
    self.rule = rule
  }

  /// Reads both.
  public init?(parts: [String]) {
    guard parts.count == 2, let role = StoreRoleID(parts: [parts[0]]), let rule = StoreRuleID(parts: [parts[1]]) else {
      return nil
    }
    self.init(role: role, rule: rule)
  }

  /// Both.
  public var parts: [String] { role.parts + rule.parts }
}
