import PolderCore
import PolderHTTP
import PolderSQL

/// Shows a run.
struct GetRunHandler: Handler {
  typealias Op = GetRun
  static let mode = TransactionMode.read

  let links: Links

  func gather(_ call: Call<Op>, _ prepared: Void, _ tx: Unit) throws -> (facts: Facts, loaded: RunRecord) {
    guard let record = try RunRepository.find(call.path, tx.sql) else {
      throw RequestRefusal(404, "Run id=\(call.path) not found!")
    }
    return (record.facts, record)
  }

  func perform(_ call: Call<Op>, _ loaded: RunRecord, _ grant: Grant, _ tx: Unit) throws -> Outcome<Op.Reply> {
    let includesTask = call.query.include.contains("task")
    if includesTask { try Authorizer.require(Op.accessToTask, of: try call.requirePrincipal(), loaded.facts) }
    let relations = try RunRelations(of: [loaded], includesTasks: includesTask, links, tx.sql)
    return Outcome(loaded.wire(links, relations))
  }
}
