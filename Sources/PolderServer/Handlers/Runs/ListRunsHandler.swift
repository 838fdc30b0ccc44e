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
    let includesTasks = call.query.include.contains("task")
    if includesTasks { try RunSelection.checkTasks(try call.requirePrincipal()) }
    var listing = RunRepository.listing()
    loaded.restrict(&listing, call.query, call.request, to: try call.requirePrincipal())
    let list = ListReply(listing, order: RunSelection.order) { (records: [RunRecord]) in
      let relations = try RunRelations(of: records, includesTasks: includesTasks, links, tx.sql)
      return records.map { $0.wire(links, relations) }
    }
    return try list.outcome(paging, call.request, tx.sql)
  }
}
