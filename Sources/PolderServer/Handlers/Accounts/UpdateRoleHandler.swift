import PolderCore
import PolderHTTP
import PolderSQL

/// Changes a role.
struct UpdateRoleHandler: Handler {
  typealias Op = UpdateRole
  static let mode = TransactionMode.write

  let context: ServerContext
  let links: Links

  /// The role and the rules that it gets.
  struct Loaded {
    let role: RoleRecord
    let rules: [RuleRecord]?
  }

  func gather(_ call: Call<Op>, _ prepared: Void, _ tx: Unit) throws -> (facts: Facts, loaded: Loaded) {
    if call.body.organizationID != nil { throw RequestRefusal(400, "Cannot change role's organization") }
    let role = try RoleRepository.requireOwn(call.path, tx.sql)
    var facts = Facts(organization: role.organization)
    try Authorizer.require(Op.reach, of: try call.requirePrincipal(), facts)
    let rules = try call.body.rules.map { ids in
      try HandedOut.rules(ids, tx.sql) { RequestRefusal(404, "Rule with id=\($0) not found.") }
    }
    if let rules { facts.handedOut = try HandedOut.keys(rules) }
    return (facts, Loaded(role: role, rules: rules))
  }

  func perform(_ call: Call<Op>, _ loaded: Loaded, _ grant: Grant, _ tx: Unit) throws -> Outcome<Op.Reply> {
    var role = loaded.role
    role.name = call.body.name ?? role.name
    role.description = call.body.description ?? role.description
    try RoleRepository.update(role, tx.sql)
    if let rules = loaded.rules {
      try RoleRepository.set(rules: rules.map(\.id), of: role.id, tx.sql)
      tx.afterCommit(context.roomsChanged)
    }
    return Outcome(role.wire(links))
  }
}
