import PolderCore
import PolderSQL
import PolderSQLite

extension NodeJournal {
  /// Writes down under which id the server has the result of a run; returns when that is durable.
  func note(_ blob: BlobID, as upload: ResultUpload, of run: RunKey, now: Timestamp) async throws {
    try await database.write { transaction in
      try transaction.execute("DELETE FROM result_upload WHERE made_at < \((now - Self.kept).microseconds)")
      try transaction.execute(
        """
        INSERT OR REPLACE INTO result_upload \
        (server, run_id, task_created_at, blob, sha256, recipient, made_at) VALUES \
        (\(run.server), \(run.run.rawValue), \(run.storedMoment), \(blob.description), \(upload.digest), \
        \(upload.recipient), \(now.microseconds))
        """)
    }
  }

  /// Under which id the server has this very result of a run; nil when it was not brought there.
  func blob(of upload: ResultUpload, for run: RunKey) async throws -> BlobID? {
    try await database.read { transaction in
      try transaction.first(
        "SELECT blob FROM result_upload " + Self.matches(run)
          + " AND sha256 = \(upload.digest) AND recipient = \(upload.recipient)"
      ) { try $0.text(0) }
    }.flatMap { BlobID($0) }
  }

  /// Forgets that the result of a run was brought to the server.
  func forgetUpload(of run: RunKey) async throws {
    try await database.write { _ = try $0.execute("DELETE FROM result_upload " + Self.matches(run)) }
  }
}
