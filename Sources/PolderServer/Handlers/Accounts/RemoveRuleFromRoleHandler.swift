import PolderCore
import PolderHTTP
import PolderSQL

/// Removes a rule from a role.
struct RemoveRuleFromRoleHandler: Handler {
  typealias Op = RemoveRuleFromRole
  static let mode = TransactionMode.write

  let context: ServerContext
  let links: Links

  func gather(_ call: Call<Op>, _ prepared: Void, _ tx: Unit) throws -> (facts: Facts, loaded: RuleRecord) {
    try RoleRules.gather(call.path, try call.requirePrincipal(), tx.sql)
  }

  func perform(_ call: Call<Op>, _ rule: RuleRecord, _ grant: Grant, _ tx: Unit) throws -> Outcome<Op.Reply> {
    let role = call.path.role
    let rules = try RoleRepository.rules(of: role, tx.sql)
    guard rules.contains(where: { $0.id == rule.id }) else {
      throw RequestRefusal(404, "Rule with id=\(rule.id) is not part of role with id=\(role)")
    }
    try RoleRepository.remove(rule.id, from: role, tx.sql)
    tx.afterCommit(context.roomsChanged)
    return Outcome(rules.filter { $0.id != rule.id }.map { $0.wire(links) })
  }
}
