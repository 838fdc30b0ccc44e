import PolderCore
import PolderHTTP
import PolderSQL

/// Removes an organization from a collaboration and from its studies.
struct RemoveCollaborationOrganizationHandler: Handler {
  typealias Op = RemoveCollaborationOrganization
  static let mode = TransactionMode.write

  let context: ServerContext
  let links: Links

  func gather(_ call: Call<Op>, _ prepared: Void, _ tx: Unit) throws -> (facts: Facts, loaded: OrganizationID) {
    guard try CollaborationRepository.find(call.path, tx.sql) != nil else {
      throw RequestRefusal(404, "Collaboration with collaboration_id=\(call.path) can not be found")
    }
    let id = try call.body.checked().id
    guard try OrganizationRepository.find(id, tx.sql) != nil else {
      throw RequestRefusal(404, "Organization with id=\(id) is not found")
    }
    return (Facts(collaboration: call.path), id)
  }

  func perform(
    _ call: Call<Op>, _ loaded: OrganizationID, _ grant: Grant, _ tx: Unit
  ) throws -> Outcome<Op.Reply> {
    guard try MembershipRepository.exists(loaded, in: call.path, tx.sql) else {
      throw RequestRefusal(400, "Organization id=\(loaded) is not part of collaboration id=\(call.path)")
    }
    try MembershipRepository.remove([loaded], from: call.path, tx.sql)
    try StudyRepository.remove([loaded], fromStudiesOf: call.path, tx.sql)
    tx.afterCommit(context.roomsChanged)
    return Outcome(try OrganizationRepository.wires(of: call.path, links, tx.sql))
  }
}
