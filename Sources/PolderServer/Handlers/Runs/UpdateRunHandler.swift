import PolderCore
import PolderHTTP
import PolderSQL

/// Tells how a run stands.
///
/// What is absent stays (deviation 10). A run that has ended is never changed again. A failure that was reported without
/// an end may still be followed by another try, as nodes of the incumbent do; `completed` and `killed by user` may not.
struct UpdateRunHandler: Handler {
  typealias Op = UpdateRun
  static let mode = TransactionMode.write

  let context: ServerContext
  let links: Links

  func gather(_ call: Call<Op>, _ prepared: Void, _ tx: Unit) throws -> (facts: Facts, loaded: RunRecord) {
    guard let record = try RunRepository.find(call.path, tx.sql) else {
      throw RequestRefusal(404, "Run id=\(call.path) not found!")
    }
    return (Facts(organization: record.organization, collaboration: record.collaboration), record)
  }

  func perform(_ call: Call<Op>, _ loaded: RunRecord, _ grant: Grant, _ tx: Unit) throws -> Outcome<Op.Reply> {
    let body = call.body
    guard Self.mayChange(loaded, to: body.status) else {
      throw RequestRefusal(400, "Cannot update an already finished algorithm run!", code: "run-finished")
    }
    try takeResult(body.result, of: loaded, tx, try call.requirePrincipal())
    let isKilled = body.status == RunStatus.killed.rawValue
    try RunRepository.update(
      loaded.id, body, finishedAt: body.finishedAt ?? (isKilled ? tx.now : nil), tx.sql)
    try announce(loaded.id, in: loaded.collaboration, tx)
    let status = body.status ?? loaded.status ?? ""
    if TaskStatus.isFailed(status), let task = loaded.task {
      let siblings = try RunRepository.failSiblings(of: loaded.id, task: task, status: status, now: tx.now, tx.sql)
      for sibling in siblings { try announce(sibling.run, in: loaded.collaboration, tx) }
    }
    guard let changed = try RunRepository.find(loaded.id, tx.sql) else {
      throw RequestRefusal(404, "Run id=\(loaded.id) not found!")
    }
    let relations = try RunRelations(of: [changed], includesTasks: false, links, tx.sql)
    return Outcome(changed.wire(links, relations))
  }

  private static func mayChange(_ run: RunRecord, to status: String?) -> Bool {
    guard run.finishedAt == nil else { return false }
    let isSettled = run.status == RunStatus.completed.rawValue || run.status == RunStatus.killed.rawValue
    return !isSettled || status == nil || status == run.status
  }

  private func announce(_ run: RunID, in collaboration: CollaborationID?, _ tx: Unit) throws {
    guard let collaboration else { return }
    try tx.announce(
      room: .collaboration(collaboration), event: .statusUpdate, payload: EventPayload.StatusUpdate(runID: run))
  }
}
