import PolderCore
import PolderHTTP
import PolderSQL

/// Shows a node.
struct GetNodeHandler: Handler {
  typealias Op = GetNode
  static let mode = TransactionMode.read

  let links: Links

  func gather(_ call: Call<Op>, _ prepared: Void, _ tx: Unit) throws -> (facts: Facts, loaded: NodeRecord) {
    guard let record = try NodeRepository.find(call.path, tx.sql) else {
      throw RequestRefusal(404, "Node id=\(call.path) is not found!")
    }
    return (Facts(organization: record.organization, collaboration: record.collaboration, subject: record.id), record)
  }

  func perform(_ call: Call<Op>, _ loaded: NodeRecord, _ grant: Grant, _ tx: Unit) throws -> Outcome<Op.Reply> {
    let settings = try NodeRepository.settings(of: [loaded.id], tx.sql)
    return Outcome(loaded.wire(links, settings: settings[loaded.id] ?? []))
  }
}
