import PolderCore
import PolderHTTP
import PolderSQL

/// Lists results, the newest first.
struct ListResultsHandler: Handler {
  typealias Op = ListResults
  static let mode = TransactionMode.read

  let links: Links

  func gather(_ call: Call<Op>, _ prepared: Void, _ tx: Unit) throws -> (facts: Facts, loaded: RunSelection) {
    try RunSelection.gather(call.query, try call.requirePrincipal(), tx.sql)
  }

  func perform(_ call: Call<Op>, _ loaded: RunSelection, _ grant: Grant, _ tx: Unit) throws -> Outcome<Op.Reply> {
    let paging = try RunSelection.paging(call.query)
    var listing = RunRepository.results()
    loaded.restrict(&listing, call.query, call.request, to: try call.requirePrincipal())
    let list = ListReply(listing, order: RunSelection.order) { (records: [ResultRecord]) in
      records.map { $0.wire(links) }
    }
    return try list.outcome(paging, call.request, tx.sql)
  }
}
