import PolderCore
import PolderService
import PolderSQL

/// Runs, their results and their ports.
enum RunRepository {
  static func listing() -> Listing { Listing(RunRecord.columns, from: RunRecord.tables) }

  static func results() -> Listing { Listing(ResultRecord.columns, from: RunRecord.tables) }

  static func find(_ id: RunID, _ sql: Transaction) throws -> RunRecord? {
    var listing = listing()
    listing.equal("run.id", id)
    return try sql.first(listing.query) { try RunRecord($0) }
  }

  static func result(_ id: RunID, _ sql: Transaction) throws -> ResultRecord? {
    var results = results()
    results.equal("run.id", id)
    return try sql.first(results.query) { try ResultRecord($0) }
  }

  /// The runs of tasks, in the order in which they were made.
  static func find(ofTasks ids: [TaskID], _ sql: Transaction) throws -> [RunRecord] {
    var runs: [RunRecord] = []
    try Batches.each(ids) { ids in
      var listing = listing()
      listing.require(.in("run.task_id", ids))
      runs += try listing.all(order: "ORDER BY run.id", sql) { try RunRecord($0) }
    }
    return runs
  }

  /// The results of tasks, in the order in which the runs were made.
  static func results(ofTasks ids: [TaskID], _ sql: Transaction) throws -> [ResultRecord] {
    var records: [ResultRecord] = []
    try Batches.each(ids) { ids in
      var results = results()
      results.require(.in("run.task_id", ids))
      records += try results.all(order: "ORDER BY run.id", sql) { try ResultRecord($0) }
    }
    return records
  }

  /// A condition: the run still waits for its end. A node may report a failure without an end and try again later, but
  /// what is completed or killed stays so.
  static let isOpen: SQL = """
    run.finished_at IS NULL \
    AND COALESCE(run.status, '') NOT IN (\(RunStatus.completed.rawValue), \(RunStatus.killed.rawValue))
    """

  /// Makes one run per organization.
  static func insert(
    _ inputs: [(organization: OrganizationID, input: String)], of task: TaskID, areBlobs: Bool = false,
    now: Timestamp, _ sql: Transaction
  ) throws {
    guard !inputs.isEmpty else { return }
    let ids = Array(try IDAllocator.reserve(inputs.count, of: .run, sql))
    for start in stride(from: 0, to: inputs.count, by: 1_000) {
      let rows = (start..<min(start + 1_000, inputs.count)).map { index in
        [
          ids[index].sqlValue, inputs[index].input.sqlValue, task.sqlValue, inputs[index].organization.sqlValue,
          now.sqlValue, RunStatus.pending.rawValue.sqlValue, areBlobs.sqlValue,
        ]
      }
      try sql.execute(
        """
        INSERT INTO run (id, input, task_id, organization_id, assigned_at, status, blob_storage_used) \
        VALUES \(rows: rows)
        """)
    }
  }

  /// The ports that runs offer.
  static func ports(of runs: [RunID], _ sql: Transaction) throws -> [RunID: [Wire.Port]] {
    var ports: [RunID: [Wire.Port]] = [:]
    try Batches.each(runs) { ids in
      try sql.forEach(
        "SELECT run_id, id, port, label FROM algorithmport WHERE run_id IN \(list: ids) ORDER BY id"
      ) { row in
        ports[try row.id(0), default: []].append(
          Wire.Port(id: try row.id(1), port: try row.optionalInt64(2) ?? 0, label: try row.optionalText(3)))
      }
    }
    return ports
  }
}
