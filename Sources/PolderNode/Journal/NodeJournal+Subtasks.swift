import PolderCore
import PolderCrypto
import PolderSQL
import PolderSQLite

extension NodeJournal {
  /// How long it is known what was sent for a run, and how: longer than any run takes.
  static let kept = Duration.seconds(180 * 24 * 60 * 60)

  /// Writes down how a subtask was sealed; returns when that is durable. A number that comes again is that of a server
  /// whose database was set back: the older subtask can then not be answered any more.
  func remember(_ task: TaskID, _ sent: SentSubtask, of run: RunID, at server: String, now: Timestamp) async throws {
    try await database.write { transaction in
      try transaction.execute(
        """
        DELETE FROM subtask WHERE (server = \(server) AND task_id = \(task.rawValue)) \
        OR made_at < \((now - Self.kept).microseconds)
        """)
      for (organization, recipient) in sent.recipients {
        try transaction.execute(
          """
          INSERT INTO subtask (server, task_id, organization_id, run_id, fingerprint, nonce, made_at) VALUES \
          (\(server), \(task.rawValue), \(organization.rawValue), \(run.rawValue), \
          \(recipient.fingerprint.description), \(recipient.nonce?.description), \(now.microseconds))
          """)
      }
    }
  }

  /// How a run's subtask was sealed; nil when the run did not make it.
  func subtask(_ task: TaskID, of run: RunID, at server: String) async throws -> SentSubtask? {
    let rows = try await database.read { transaction in
      try transaction.rows(
        """
        SELECT organization_id, fingerprint, nonce FROM subtask \
        WHERE server = \(server) AND task_id = \(task.rawValue) AND run_id = \(run.rawValue)
        """
      ) { row in
        (OrganizationID(try row.int64(0)), try SentSubtask.Recipient(stored: row.text(1), nonce: row.optionalText(2)))
      }
    }
    return rows.isEmpty ? nil : SentSubtask(recipients: Dictionary(rows) { first, _ in first })
  }

  /// Writes down for whom a run's upload was sealed.
  func remember(
    _ blob: BlobID, for organization: OrganizationID, _ recipient: SentSubtask.Recipient, of run: RunID,
    at server: String, now: Timestamp
  ) async throws {
    try await database.write { transaction in
      try transaction.execute("DELETE FROM upload WHERE made_at < \((now - Self.kept).microseconds)")
      try transaction.execute(
        """
        INSERT OR REPLACE INTO upload (server, blob, organization_id, run_id, fingerprint, nonce, made_at) VALUES \
        (\(server), \(blob.description), \(organization.rawValue), \(run.rawValue), \
        \(recipient.fingerprint.description), \(recipient.nonce?.description), \(now.microseconds))
        """)
    }
  }

  /// For whom a run's upload was sealed; nil when the run did not bring it.
  func upload(
    _ blob: BlobID, of run: RunID, at server: String
  ) async throws -> (organization: OrganizationID, recipient: SentSubtask.Recipient)? {
    try await database.read { transaction in
      try transaction.first(
        """
        SELECT organization_id, fingerprint, nonce FROM upload \
        WHERE server = \(server) AND blob = \(blob.description) AND run_id = \(run.rawValue)
        """
      ) { row in
        (OrganizationID(try row.int64(0)), try SentSubtask.Recipient(stored: row.text(1), nonce: row.optionalText(2)))
      }
    }
  }
}
