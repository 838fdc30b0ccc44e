import PolderCore
import PolderHTTP
import PolderSQL

/// Changes the name of an algorithm store, or for whom it is; its address stays.
struct UpdateAlgorithmStoreHandler: Handler {
  typealias Op = UpdateAlgorithmStore
  static let mode = TransactionMode.write

  let links: Links

  func gather(_ call: Call<Op>, _ prepared: Void, _ tx: Unit) throws -> (facts: Facts, loaded: StoreRecord) {
    guard let record = try StoreRepository.find(call.path, tx.sql) else {
      throw RequestRefusal(404, "Algorithm store with id=\(call.path) can not be found")
    }
    return (record.facts, record)
  }

  func perform(_ call: Call<Op>, _ loaded: StoreRecord, _ grant: Grant, _ tx: Unit) throws -> Outcome<Op.Reply> {
    var record = loaded
    record.name = call.body.name ?? record.name
    if let change = call.body.collaboration {
      let collaboration = change.value?.id
      if let collaboration, try CollaborationRepository.find(collaboration, tx.sql) == nil {
        throw RequestRefusal(404, "Collaboration not found")
      }
      try Authorizer.require(
        Op.access.requirement, of: try call.requirePrincipal(), Facts(collaboration: collaboration))
      record.collaboration = collaboration
    }
    try StoreRepository.update(record, tx.sql)
    return Outcome(record.wire(links))
  }
}
