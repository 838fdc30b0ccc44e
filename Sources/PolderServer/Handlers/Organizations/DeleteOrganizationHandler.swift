import PolderCore
import PolderHTTP
import PolderSQL

/// Deletes an organization; on request with its runs, tasks, nodes, users and roles.
struct DeleteOrganizationHandler: Handler {
  typealias Op = DeleteOrganization
  static let mode = TransactionMode.write

  let context: ServerContext

  func gather(_ call: Call<Op>, _ prepared: Void, _ tx: Unit) throws -> (facts: Facts, loaded: Void) {
    guard try OrganizationRepository.find(call.path, tx.sql) != nil else {
      throw RequestRefusal(404, "Organization with id=\(call.path) not found")
    }
    return (Facts(organization: call.path), ())
  }

  func perform(_ call: Call<Op>, _ loaded: Void, _ grant: Grant, _ tx: Unit) throws -> Outcome<Op.Reply> {
    guard try call.requirePrincipal().organization != call.path else {
      throw RequestRefusal(400, "You cannot delete your own organization!")
    }
    let dependents = try OrganizationRepository.dependents(of: call.path, tx.sql)
    if !dependents.isEmpty {
      guard call.query.deleteDependents ?? false else {
        throw RequestRefusal(
          400,
          "Organization has dependents: \(dependents). Please specify 'delete_dependents=true' to delete them.",
          code: "has-dependents")
      }
      try removeDependents(of: call.path, tx)
    }
    try ServerSchema.delete(from: "organization", ids: [call.path.rawValue], tx.sql)
    tx.afterCommit(context.roomsChanged)
    return Outcome(Wire.Message("Organization id=\(call.path) was removed from the database"))
  }

  private func removeDependents(of organization: OrganizationID, _ tx: Unit) throws {
    try WorkRemoval.removeTasks(where: "task.init_org_id = \(organization)", tx)
    try WorkRemoval.removeRuns(of: organization, tx)
    try NodeRepository.delete(try ids("node", of: organization, tx.sql), tx.sql)
    try ServerSchema.delete(from: "user", ids: try ids("user", of: organization, tx.sql), tx.sql)
    try ServerSchema.delete(from: "role", ids: try ids("role", of: organization, tx.sql), tx.sql)
  }

  private func ids(_ table: String, of organization: OrganizationID, _ sql: Transaction) throws -> [Int64] {
    try sql.rows("SELECT id FROM \(identifier: table) WHERE organization_id = \(organization)") { try $0.int64(0) }
  }
}
