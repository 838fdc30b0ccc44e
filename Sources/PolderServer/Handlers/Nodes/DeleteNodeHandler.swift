import PolderCore
import PolderHTTP
import PolderSQL

/// Deletes a node; its runs stay (deviation 7).
struct DeleteNodeHandler: Handler {
  typealias Op = DeleteNode
  static let mode = TransactionMode.write

  let context: ServerContext

  func gather(_ call: Call<Op>, _ prepared: Void, _ tx: Unit) throws -> (facts: Facts, loaded: Void) {
    guard let node = try NodeRepository.find(call.path, tx.sql) else {
      throw RequestRefusal(404, "Node id=\(call.path) not found")
    }
    return (Facts(organization: node.organization, collaboration: node.collaboration, subject: node.id), ())
  }

  func perform(_ call: Call<Op>, _ loaded: Void, _ grant: Grant, _ tx: Unit) throws -> Outcome<Op.Reply> {
    try NodeRepository.delete([call.path.rawValue], tx.sql)
    tx.afterCommit(context.roomsChanged)
    return Outcome(Wire.Message("Successfully deleted node id=\(call.path)"))
  }
}
