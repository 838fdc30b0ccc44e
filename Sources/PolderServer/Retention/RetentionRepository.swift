import PolderCore
import PolderService
import PolderSQL

/// The runs whose data has been kept for long enough.
enum RetentionRepository {
  /// What a run loses, as far as it lies beside the database.
  struct Due: Sendable {
    let run: RunID
    let blobs: [BlobID]
  }

  static func due(
    before moment: Timestamp, includesInput: Bool, limit: Int, _ sql: Transaction
  ) throws -> [Due] {
    try sql.rows(
      """
      SELECT id, blob_storage_used, CASE WHEN length(result) = 36 THEN result END, \
      CASE WHEN length(input) = 36 THEN input END FROM run \
      WHERE status = \(RunStatus.completed.rawValue) AND finished_at < \(moment) AND cleanup_at IS NULL \
      ORDER BY id LIMIT \(limit)
      """
    ) { row in
      let hasBlobs = try row.optionalBool(1) ?? false
      let texts = [try row.optionalText(2), includesInput ? try row.optionalText(3) : nil]
      return Due(run: try row.id(0), blobs: hasBlobs ? texts.compactMap { $0.flatMap { BlobID($0) } } : [])
    }
  }

  /// Takes the data away, sets its blobs free, and tells the audit log.
  static func clear(_ due: [Due], includesInput: Bool, now: Timestamp, _ sql: Transaction) throws {
    let input: SQL = includesInput ? ", input = ''" : ""
    try Batches.each(due.map(\.run)) { ids in
      try sql.execute("UPDATE run SET result = '', cleanup_at = \(now)\(input) WHERE id IN \(list: ids)")
    }
    try FreedBlobs.add(Set(due.flatMap(\.blobs).map(\.description)).sorted(), now: now, sql)
    guard !due.isEmpty else { return }
    let details = [
      "fields": includesInput ? "result,input" : "result", "run_ids": due.map(\.run.description).joined(separator: ","),
      "runs": String(due.count),
    ]
    let record = AuditRecord(
      time: now, operation: "RemoveOldData", object: "run", reason: "kept for `runs_data_cleanup_days`",
      details: details)
    try AuditLog.append([record], sql)
  }

  /// The ids of free blobs behind one of them, in their order.
  static func freed(after last: String, limit: Int, _ sql: Transaction) throws -> [String] {
    try sql.rows("SELECT blob FROM polder_freed_blob WHERE blob > \(last) ORDER BY blob LIMIT \(limit)") {
      try $0.text(0)
    }
  }
}
