import PolderCore
import PolderHTTP
import PolderSQL

/// Shows a task.
struct GetTaskHandler: Handler {
  typealias Op = GetTask
  static let mode = TransactionMode.read

  let links: Links

  func gather(_ call: Call<Op>, _ prepared: Void, _ tx: Unit) throws -> (facts: Facts, loaded: TaskRecord) {
    guard let record = try TaskRepository.find(call.path, tx.sql) else {
      throw RequestRefusal(404, "task id=\(call.path) is not found")
    }
    return (record.facts, record)
  }

  func perform(_ call: Call<Op>, _ loaded: TaskRecord, _ grant: Grant, _ tx: Unit) throws -> Outcome<Op.Reply> {
    for (part, access) in [("results", Op.accessToResults), ("runs", Op.accessToRuns)]
    where call.query.include.contains(part) {
      try Authorizer.require(access, of: try call.requirePrincipal(), loaded.facts)
    }
    let relations = try TaskRelations(of: [loaded.id], include: call.query.include, links, tx.sql)
    return Outcome(loaded.wire(links, relations))
  }
}
