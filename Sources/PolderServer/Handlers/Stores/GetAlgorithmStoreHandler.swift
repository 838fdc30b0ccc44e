import PolderCore
import PolderHTTP
import PolderSQL

/// Shows an algorithm store.
struct GetAlgorithmStoreHandler: Handler {
  typealias Op = GetAlgorithmStore
  static let mode = TransactionMode.read

  let links: Links

  func gather(_ call: Call<Op>, _ prepared: Void, _ tx: Unit) throws -> (facts: Facts, loaded: StoreRecord) {
    guard let record = try StoreRepository.find(call.path, tx.sql) else {
      throw RequestRefusal(404, "Algorithm store id=\(call.path) not found")
    }
    return (record.facts, record)
  }

  func perform(_ call: Call<Op>, _ loaded: StoreRecord, _ grant: Grant, _ tx: Unit) throws -> Outcome<Op.Reply> {
    Outcome(loaded.wire(links))
  }
}
