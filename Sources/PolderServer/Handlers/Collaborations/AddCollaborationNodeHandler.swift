import PolderCore
import PolderHTTP
import PolderSQL

/// Brings a node into a collaboration, out of the one it is in where the caller may edit that one too (deviation 35).
struct AddCollaborationNodeHandler: Handler {
  typealias Op = AddCollaborationNode
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
    guard let node = try NodeRepository.find(id, tx.sql) else {
      throw RequestRefusal(404, "node id=\(id) not found")
    }
    guard node.collaboration != call.path else {
      throw RequestRefusal(400, "node id=\(id) is already in collaboration id=\(call.path)")
    }
    guard let organization = node.organization,
      try MembershipRepository.exists(organization, in: call.path, tx.sql)
    else {
      throw RequestRefusal(
        400,
        "Node id=\(id) belongs to an organization that is not part of collaboration id=\(call.path). Please add the "
          + "organization to the collaboration first")
    }
    if let origin = node.collaboration {
      try Authorizer.require(
        Op.accessToOrigin, of: try call.requirePrincipal(), Facts(organization: organization, collaboration: origin))
    }
    try NodeRepository.move(id, to: call.path, tx.sql)
    tx.afterCommit(context.roomsChanged)
    return Outcome(try NodeRepository.find(in: call.path, tx.sql).map { $0.simple(links) })
  }
}
