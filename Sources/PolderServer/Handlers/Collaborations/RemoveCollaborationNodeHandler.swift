import PolderCore
import PolderHTTP
import PolderSQL

/// Takes a node out of a collaboration.
struct RemoveCollaborationNodeHandler: Handler {
  typealias Op = RemoveCollaborationNode
  static let mode = TransactionMode.write

  let context: ServerContext

  func gather(_ call: Call<Op>, _ prepared: Void, _ tx: Unit) throws -> (facts: Facts, loaded: Void) {
    guard try CollaborationRepository.find(call.path, tx.sql) != nil else {
      throw RequestRefusal(404, "collaboration having collaboration_id=\(call.path) can not be found")
    }
    return (Facts(collaboration: call.path), ())
  }

  func perform(_ call: Call<Op>, _ loaded: Void, _ grant: Grant, _ tx: Unit) throws -> Outcome<Op.Reply> {
    let id = try call.body.checked().id
    guard let node = try NodeRepository.find(id, tx.sql) else {
      // The incumbent names the collaboration here.
      throw RequestRefusal(404, "node id=\(call.path) not found")
    }
    guard node.collaboration == call.path else {
      throw RequestRefusal(400, "node id=\(id) is not part of collaboration id=\(call.path)")
    }
    try NodeRepository.move(id, to: nil, tx.sql)
    tx.afterCommit(context.roomsChanged)
    return Outcome(Wire.Message("node id=\(id) removed from collaboration id=\(call.path)"))
  }
}
