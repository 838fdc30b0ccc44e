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

  /// Notes that an upload is whole; it waits from now on. False when it took so long that it was given up meanwhile.
  static func finish(_ id: BlobID, size: Int64, now: Timestamp, _ sql: Transaction) throws -> Bool {
    try sql.execute("UPDATE polder_blob SET size = \(size), created_at = \(now) WHERE id = \(id.description)") == 1
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

  /// The blob that is a run's result.
  static func result(of run: RunID, _ sql: Transaction) throws -> BlobID? {
    try sql.first("SELECT result FROM run WHERE id = \(run) AND length(result) = 36") { try $0.text(0) }
      .flatMap { BlobID($0) }
  }

  /// Sets free what nobody named within a day; from then on nobody can. Returns how many there were, `limit` at most.
  static func freeUnnamed(now: Timestamp, limit: Int, _ sql: Transaction) throws -> Int {
    let ids = try sql.rows(
      """
      SELECT id FROM polder_blob WHERE task_id IS NULL AND created_at < \(now - patience) \
      ORDER BY created_at LIMIT \(limit)
      """
    ) { try $0.text(0) }
    try FreedBlobs.add(ids, now: now, sql)
    try remove(ids.compactMap { BlobID($0) }, sql)
    return ids.count
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
