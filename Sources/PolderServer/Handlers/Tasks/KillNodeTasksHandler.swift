import PolderCore
import PolderHTTP
import PolderSQL

/// Tells a node to stop everything that runs on it (deviation 8); the node then reports each run as killed.
struct KillNodeTasksHandler: Handler {
  typealias Op = KillNodeTasks
  static let mode = TransactionMode.write

  func gather(_ call: Call<Op>, _ prepared: Void, _ tx: Unit) throws -> (facts: Facts, loaded: NodeRecord) {
    let id = call.body.id
    guard let node = try NodeRepository.find(id, tx.sql) else {
      throw RequestRefusal(404, "Node id=\(id) not found")
    }
    guard node.status == "online" else {
      throw RequestRefusal(400, "Node \(id) is not online so cannot kill its tasks!", code: "node-offline")
    }
    return (Facts(organization: node.organization, collaboration: node.collaboration, subject: id), node)
  }

  func perform(_ call: Call<Op>, _ loaded: NodeRecord, _ grant: Grant, _ tx: Unit) throws -> Outcome<Op.Reply> {
    guard let collaboration = loaded.collaboration else {
      throw RequestRefusal(400, "Node \(loaded.id) serves no collaboration, so there is nothing to kill on it.")
    }
    try tx.announce(
      room: .collaboration(collaboration), event: .killContainers,
      payload: EventPayload.KillContainers(killList: nil, nodeID: loaded.id, collaborationID: collaboration))
    return Outcome(Wire.Message("Node \(loaded.id) has been instructed to kill all containers running on it."))
  }
}
