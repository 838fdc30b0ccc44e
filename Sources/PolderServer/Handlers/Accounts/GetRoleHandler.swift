import PolderCore
import PolderHTTP
import PolderSQL

/// Shows a role.
struct GetRoleHandler: Handler {
  typealias Op = GetRole
  static let mode = TransactionMode.read

  let links: Links

  func gather(_ call: Call<Op>, _ prepared: Void, _ tx: Unit) throws -> (facts: Facts, loaded: RoleRecord) {
    let role = try RoleRepository.require(call.path, tx.sql)
    let isHeld = try RoleRepository.isHeld(role.id, by: call.requirePrincipal().id, tx.sql)
    return (
      Facts(organization: role.organization, isHeld: isHeld, isDefaultRole: RoleRepository.isDefault(role)), role
    )
  }

  func perform(_ call: Call<Op>, _ role: RoleRecord, _ grant: Grant, _ tx: Unit) throws -> Outcome<Op.Reply> {
    Outcome(role.wire(links))
  }
}
