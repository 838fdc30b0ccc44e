import PolderCore
import PolderHTTP
import PolderSQL

/// Makes a role.
struct CreateRoleHandler: Handler {
  typealias Op = CreateRole
  static let mode = TransactionMode.write

  let links: Links

  /// Where the role belongs, and its rules.
  struct Loaded {
    let organization: OrganizationID
    let rules: [RuleRecord]
  }

  func gather(_ call: Call<Op>, _ prepared: Void, _ tx: Unit) throws -> (facts: Facts, loaded: Loaded) {
    let principal = try call.requirePrincipal()
    let rules = try HandedOut.rules(call.body.rules, tx.sql) { RequestRefusal(404, "Rule with id \($0) not found") }
    let handedOut = try HandedOut.keys(rules)
    try Authorizer.require(.handOut, of: principal, Facts(handedOut: handedOut))
    let named = call.body.organizationID ?? principal.organization
    guard let named, try !OrganizationRepository.existing([named], tx.sql).isEmpty else {
      throw RequestRefusal(404, "Organization \"\(named?.description ?? "None")\" does not exist!")
    }
    return (
      Facts(organization: named, handedOut: handedOut), Loaded(organization: named, rules: rules)
    )
  }

  func perform(_ call: Call<Op>, _ loaded: Loaded, _ grant: Grant, _ tx: Unit) throws -> Outcome<Op.Reply> {
    let role = try RoleRepository.insert(
      name: call.body.name, description: call.body.description, organization: loaded.organization,
      rules: loaded.rules.map(\.id), tx.sql)
    return Outcome(role.wire(links))
  }
}
