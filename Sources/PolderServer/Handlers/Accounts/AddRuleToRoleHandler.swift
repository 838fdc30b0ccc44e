import PolderCore
import PolderHTTP
import PolderSQL

/// Adds a rule to a role; one that is there already stays there once.
struct AddRuleToRoleHandler: Handler {
  typealias Op = AddRuleToRole
  static let mode = TransactionMode.write

  let context: ServerContext
  let links: Links

  func gather(_ call: Call<Op>, _ prepared: Void, _ tx: Unit) throws -> (facts: Facts, loaded: RuleRecord) {
    try RoleRules.gather(call.path, try call.requirePrincipal(), tx.sql)
  }

  func perform(_ call: Call<Op>, _ rule: RuleRecord, _ grant: Grant, _ tx: Unit) throws -> Outcome<Op.Reply> {
    let others = try RoleRepository.rules(of: call.path.role, tx.sql).filter { $0.id != rule.id }
    try RoleRepository.remove(rule.id, from: call.path.role, tx.sql)
    try RoleRepository.add([rule.id], to: call.path.role, tx.sql)
    tx.afterCommit(context.roomsChanged)
    return Outcome((others + [rule]).map { $0.wire(links) })
  }
}
