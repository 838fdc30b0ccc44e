import PolderCore
import PolderHTTP
import PolderSQL

/// Removes a role.
struct DeleteRoleHandler: Handler {
  typealias Op = DeleteRole
  static let mode = TransactionMode.write

  let context: ServerContext

  func gather(_ call: Call<Op>, _ prepared: Void, _ tx: Unit) throws -> (facts: Facts, loaded: RoleRecord) {
    let role = try RoleRepository.requireOwn(call.path, tx.sql)
    return (Facts(organization: role.organization), role)
  }

  func perform(_ call: Call<Op>, _ role: RoleRecord, _ grant: Grant, _ tx: Unit) throws -> Outcome<Op.Reply> {
    if call.query.deleteDependents != true, try RoleRepository.isHeld(role.id, tx.sql) {
      throw RequestRefusal(400, "Role \(role.name ?? "") is assigned to users and cannot be deleted.")
    }
    try ServerSchema.delete(from: "role", ids: [role.id.rawValue], tx.sql)
    tx.afterCommit(context.roomsChanged)
    return Outcome(Wire.Message("Role removed from the database."))
  }
}
