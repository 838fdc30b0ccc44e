import PolderCore
import PolderHTTP
import PolderSQL

/// Lists runs, the newest first.
struct ListRunsHandler: Handler {
  typealias Op = ListRuns
  static let mode = TransactionMode.read

  let links: Links

  func gather(_ call: Call<Op>, _ prepared: Void, _ tx: Unit) throws -> (facts: Facts, loaded: RunSelection) {
    try RunSelection.gather(call.query, try call.requirePrincipal(), tx.sql)
  }

  func perform(_ call: Call<Op>, _ loaded: RunSelection, _ grant: Grant, _ tx: Unit) throws -> Outcome<Op.Reply> {
    let paging = try RunSelection.paging(call.query)
    var listing = RunRepository.listing()
    loaded.restrict(&listing, call.query, call.request, to: try call.requirePrincipal())
    let (records, total) = try listing.page(paging, order: RunSelection.order, tx.sql) { try RunRecord($0) }
    let includesTasks = call.query.include.contains("task")
    let relations = try RunRelations(of: records, includesTasks: includesTasks, links, tx.sql)
    return paging.outcome(records.map { $0.wire(links, relations) }, total: total, call.request)
  }
}
