import PolderCore
import PolderHTTP
import PolderSQL

/// Changes a node's name and its address in the VPN.
struct UpdateNodeHandler: Handler {
  typealias Op = UpdateNode
  static let mode = TransactionMode.write

  let links: Links

  func gather(_ call: Call<Op>, _ prepared: Void, _ tx: Unit) throws -> (facts: Facts, loaded: NodeRecord) {
    if call.body.organizationID != nil { throw RequestRefusal(400, "Organization id cannot be updated!") }
    if call.body.collaborationID != nil { throw RequestRefusal(400, "Collaboration id cannot be updated!") }
    guard let node = try NodeRepository.find(call.path, tx.sql) else {
      throw RequestRefusal(404, "Node id=\(call.path) not found!")
    }
    return (Facts(organization: node.organization, collaboration: node.collaboration, subject: node.id), node)
  }

  func perform(_ call: Call<Op>, _ loaded: NodeRecord, _ grant: Grant, _ tx: Unit) throws -> Outcome<Op.Reply> {
    let body = call.body
    var node = loaded
    if let name = body.name {
      try Authorizer.require(Op.accessToName, of: try call.requirePrincipal(), Facts(subject: node.id))
      node.name = name
    }
    let taken = RequestRefusal(400, "Node name '\(node.name ?? "")' already exists!")
    if let name = node.name, name != loaded.name, try NodeRepository.exists(name: name, tx.sql) { throw taken }
    if let ip = body.ip {
      node.ip = ip
    } else if body.clearIp ?? false {
      node.ip = nil
    }
    try UniqueNames.claim(taken) { try NodeRepository.update(node, tx.sql) }
    return Outcome(node.wire(links, settings: try NodeRepository.settings(of: [node.id], tx.sql)[node.id] ?? []))
  }
}
