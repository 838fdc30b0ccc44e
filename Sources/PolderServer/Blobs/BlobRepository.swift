import PolderCore
import PolderService
import PolderSQL

/// The blobs that this server took in.
enum BlobRepository {
  /// How long an upload waits for a task or a result that names it.
  static let patience = Duration.seconds(86_400)

  /// Notes an upload that begins.
  static func insert(_ id: BlobID, owner: String, now: Timestamp, _ sql: Transaction) throws {
    try sql.execute("INSERT INTO polder_blob (id, owner, created_at) VALUES (\(id.description), \(owner), \(now))")
  }

  /// Notes that an upload is whole; it waits from now on.
  static func finish(_ id: BlobID, size: Int64, now: Timestamp, _ sql: Transaction) throws {
    try sql.execute("UPDATE polder_blob SET size = \(size), created_at = \(now) WHERE id = \(id.description)")
  }

  static func find(_ id: BlobID, _ sql: Transaction) throws -> BlobRecord? {
    try sql.first(
      "SELECT owner, task_id FROM polder_blob WHERE id = \(id.description) AND size IS NOT NULL\(sql.dialect.forUpdate)"
    ) { row in
      BlobRecord(id: id, owner: try row.text(0), task: try row.optionalID(1))
    }
  }

  /// Ties a blob to the task that holds it.
  static func take(_ id: BlobID, for task: TaskID, _ sql: Transaction) throws {
    try sql.execute("UPDATE polder_blob SET task_id = \(task) WHERE id = \(id.description)")
  }

  /// The run whose input or result a blob is.
  static func run(of id: BlobID, _ sql: Transaction) throws -> RunRecord? {
    for column in ["input", "result"] as [SQL] {
      var listing = RunRepository.listing()
      listing.require("length(run.\(column)) = 36 AND run.\(column) = \(id.description)")
      if let run = try listing.first(sql) { return run }
    }
    return nil
  }

  /// Blobs that nobody named within a day, and those whose task is gone or names them no longer.
  static func unused(now: Timestamp, limit: Int, _ sql: Transaction) throws -> [BlobID] {
    try sql.rows(
      """
      SELECT polder_blob.id FROM polder_blob WHERE \
      (polder_blob.task_id IS NULL AND polder_blob.created_at < \(now - patience)) OR \
      (polder_blob.task_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM run WHERE run.task_id = polder_blob.task_id \
      AND (run.input = polder_blob.id OR run.result = polder_blob.id))) \
      ORDER BY polder_blob.created_at LIMIT \(limit)
      """
    ) { try $0.text(0) }.compactMap { BlobID($0) }
  }

  static func remove(_ ids: [BlobID], _ sql: Transaction) throws {
    try Batches.each(ids.map(\.description)) { ids in
      try sql.execute("DELETE FROM polder_blob WHERE id IN \(list: ids)")
    }
  }
}

extension Listing {
  /// The first run of a listing of runs.
  fileprivate func first(_ sql: Transaction) throws -> RunRecord? {
    try sql.first("\(query) LIMIT 1") { try RunRecord($0) }
  }
}
