package import PolderCore
import PolderService
package import PolderSQL

/// The blobs that nothing names any more once some runs are deleted.
///
/// Their ids are written to `polder_freed_blob` in the transaction that deletes the runs; whoever keeps the blobs takes
/// them from there once the blobs are gone.
package struct FreedBlobs {
  private let tasks: [Int64]
  private let candidates: Set<String>

  /// The blobs that runs name; to be made before the runs are deleted.
  package init(ofRuns runs: [Int64], _ sql: Transaction) throws {
    var tasks: Set<Int64> = []
    var candidates: Set<String> = []
    try Batches.each(runs) { ids in
      try sql.forEach(
        "SELECT task_id, input, result FROM run WHERE id IN \(list: ids) AND blob_storage_used"
      ) { row in
        if let task = try row.optionalInt64(0) { tasks.insert(task) }
        candidates.formUnion(try Self.blobs(row))
      }
    }
    self.tasks = tasks.sorted()
    self.candidates = candidates
  }

  /// Writes down those that no other run of the same tasks names; to be called once the runs are deleted.
  package func note(now: Timestamp, _ sql: Transaction) throws {
    var free = candidates
    guard !free.isEmpty else { return }
    try Batches.each(tasks) { ids in
      try sql.forEach(
        "SELECT task_id, input, result FROM run WHERE task_id IN \(list: ids) AND blob_storage_used"
      ) { free.subtract(try Self.blobs($0)) }
    }
    try Self.add(free.sorted(), now: now, sql)
  }

  /// Writes down that blobs are free.
  package static func add(_ blobs: [String], now: Timestamp, _ sql: Transaction) throws {
    try Batches.each(blobs) { blobs in
      let rows = blobs.map { [$0.sqlValue, now.sqlValue] }
      try sql.execute(
        "INSERT INTO polder_freed_blob (blob, freed_at) VALUES \(rows: rows) ON CONFLICT (blob) DO NOTHING")
    }
  }

  /// Forgets blobs that were removed.
  package static func forget(_ blobs: [String], _ sql: Transaction) throws {
    try Batches.each(blobs) { blobs in
      try sql.execute("DELETE FROM polder_freed_blob WHERE blob IN \(list: blobs)")
    }
  }

  private static func blobs(_ row: Row) throws -> [String] {
    [try row.optionalText(1), try row.optionalText(2)].compactMap(\.self).filter { !$0.isEmpty }
  }
}
