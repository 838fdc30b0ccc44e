import PolderCore
import PolderService
import PolderSQL

/// What a run delivered.
struct ResultRecord: Sendable {
  let id: RunID
  let task: TaskID?
  let result: String?
  let cleanupAt: Timestamp?
  let usesBlobs: Bool

  static let columns: SQL = "run.id, run.task_id, run.result, run.cleanup_at, run.blob_storage_used"
}

extension ResultRecord {
  init(_ row: Row) throws {
    id = try row.id(0)
    task = try row.optionalID(1)
    result = try row.optionalText(2)
    cleanupAt = try row.optionalTimestamp(3)
    usesBlobs = try row.optionalBool(4) ?? false
  }
}
