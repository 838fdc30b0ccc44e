import PolderCore
import PolderHTTP
import PolderSQL

/// Adds an organization to a collaboration, once.
struct AddCollaborationOrganizationHandler: Handler {
  typealias Op = AddCollaborationOrganization
  static let mode = TransactionMode.write

  let context: ServerContext
  let links: Links

  func gather(_ call: Call<Op>, _ prepared: Void, _ tx: Unit) throws -> (facts: Facts, loaded: Void) {
    guard try CollaborationRepository.find(call.path, tx.sql) != nil else {
      throw RequestRefusal(404, "collaboration having collaboration_id=\(call.path) can not be found")
    }
    return (Facts(collaboration: call.path), ())
  }

  func perform(_ call: Call<Op>, _ loaded: Void, _ grant: Grant, _ tx: Unit) throws -> Outcome<Op.Reply> {
    let id = try call.body.checked().id
    guard try OrganizationRepository.find(id, tx.sql) != nil else {
      // The contract names the collaboration here.
      throw RequestRefusal(404, "organization with id=\(call.path) is not found")
    }
    if try !MembershipRepository.exists(id, in: call.path, tx.sql) {
      try MembershipRepository.add(
        [id], to: call.path, confirmed: try call.requirePrincipal().confirms([id]), now: tx.now, tx.sql)
      tx.afterCommit(context.roomsChanged)
    }
    return Outcome(try OrganizationRepository.wires(of: call.path, links, tx.sql))
  }
}
