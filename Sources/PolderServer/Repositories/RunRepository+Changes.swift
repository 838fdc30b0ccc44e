import PolderCore
import PolderService
import PolderSQL

extension RunRepository {
  /// One run that was changed, for the event about it.
  struct Changed: Sendable, Hashable {
    let run: RunID
    let task: TaskID
    let organization: OrganizationID?
  }

  /// Changes what is given, nothing else (deviation 10).
  static func update(_ run: RunID, _ body: UpdateRun.Body, finishedAt: Timestamp?, _ sql: Transaction) throws {
    var changes: [SQL] = []
    if let startedAt = body.startedAt { changes.append("started_at = \(startedAt)") }
    if let finishedAt { changes.append("finished_at = \(finishedAt)") }
    if let log = body.log { changes.append("log = \(LogBatcher.bounded(log))") }
    if let result = body.result { changes.append("result = \(result)") }
    if let status = body.status { changes.append("status = \(status)") }
    guard !changes.isEmpty else { return }
    try sql.execute("UPDATE run SET \(SQL.joined(changes)) WHERE id = \(run)")
  }

  /// Ends the runs of a task that nobody has taken up, because one of them failed.
  static func failSiblings(
    of run: RunID, task: TaskID, status: String, now: Timestamp, _ sql: Transaction
  ) throws -> [Changed] {
    let reason = "Marked as failed because sibling run id=\(run) failed with status '\(status)'."
    let siblings: SQL = "run.task_id = \(task) AND run.id <> \(run) AND run.started_at IS NULL AND \(isOpen)"
    return try changed(
      """
      UPDATE run SET status = \(RunStatus.failed.rawValue), finished_at = \(now), \
      log = CASE WHEN COALESCE(log, '') = '' THEN \(reason) ELSE log END WHERE \(siblings) \
      RETURNING id, task_id, organization_id
      """, sql)
  }

  /// Ends runs because somebody stopped them (deviation 9).
  static func kill(_ runs: [RunID], now: Timestamp, _ sql: Transaction) throws {
    try Batches.each(runs) { ids in
      try sql.execute(
        """
        UPDATE run SET status = \(RunStatus.killed.rawValue), finished_at = \(now) \
        WHERE id IN \(list: ids) AND \(isOpen)
        """)
    }
  }

  /// Whether an organization's node still runs a task; a run without organization counts (deviation 20).
  static func hasOpenRun(of task: TaskID, at organization: OrganizationID, _ sql: Transaction) throws -> Bool {
    try sql.first(
      """
      SELECT run.id FROM run WHERE run.task_id = \(task) \
      AND (run.organization_id = \(organization) OR run.organization_id IS NULL) AND \(isOpen) LIMIT 1
      """) != nil
  }

  private static func changed(_ statement: SQL, _ sql: Transaction) throws -> [Changed] {
    try sql.rows(statement) { row in
      Changed(run: try row.id(0), task: try row.id(1), organization: try row.optionalID(2))
    }.sorted { $0.run < $1.run }
  }
}
