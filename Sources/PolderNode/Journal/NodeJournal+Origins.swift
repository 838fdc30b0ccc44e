import PolderCore
import PolderSQL
import PolderSQLite

extension NodeJournal {
  /// The most blobs of which it is known, for one run, where they belong.
  private static let keptOrigins = 20_000

  /// Writes down where blobs belong that a list of results for a run's algorithm named; returns when that is durable.
  func note(_ origins: [BlobID: ResultOrigin], of run: RunKey, now: Timestamp) async throws {
    try await database.write { transaction in
      try transaction.execute("DELETE FROM result_origin WHERE made_at < \((now - Self.kept).microseconds)")
      let count = try transaction.first("SELECT count(*) FROM result_origin " + Self.matches(run)) { try $0.int(0) }
      // As an algorithm does that asks for so many, it can ask for the list again.
      if (count ?? 0) + origins.count > Self.keptOrigins {
        try transaction.execute("DELETE FROM result_origin " + Self.matches(run))
      }
      for (blob, origin) in origins {
        try transaction.execute(
          """
          INSERT OR REPLACE INTO result_origin \
          (server, run_id, task_created_at, blob, origin_task, origin_run, made_at) VALUES \
          (\(run.server), \(run.run.rawValue), \(run.storedMoment), \(blob.description), \(origin.task.rawValue), \
          \(origin.run.rawValue), \(now.microseconds))
          """)
      }
    }
  }

  /// Where a blob belongs; nil when no list for the run's algorithm named it.
  func origin(of blob: BlobID, for run: RunKey) async throws -> ResultOrigin? {
    try await database.read { transaction in
      try transaction.first(
        "SELECT origin_task, origin_run FROM result_origin " + Self.matches(run) + " AND blob = \(blob.description)"
      ) { ResultOrigin(task: TaskID(try $0.int64(0)), run: RunID(try $0.int64(1))) }
    }
  }
}
