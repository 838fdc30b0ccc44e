import PolderCore
import PolderSQL

/// What adding a rule to a role and removing one from it have in common.
enum RoleRules {
  /// The facts about both, in the contract's order of refusals.
  static func gather(
    _ path: RolePath, _ principal: Principal, _ sql: Transaction
  ) throws -> (facts: Facts, loaded: RuleRecord) {
    let role = try RoleRepository.require(path.role, sql)
    guard let rule = try RuleRepository.find([path.rule], sql).first else {
      throw RequestRefusal(404, "Rule with id=\(path.rule) not found.")
    }
    return (Facts(organization: role.organization, handedOut: try HandedOut.keys([rule])), rule)
  }
}
