import PolderCore
import PolderCrypto
import PolderSQL
import PolderSQLite

extension NodeJournal {
  /// Takes an input that was verified for one run; returns when that is durable. The same input for the same run is taken
  /// again.
  /// - Throws: `PolderError` `envelope-replayed`, `envelope-too-old`, `envelope-early`, `envelope-ledger-full`
  func admit(_ header: EnvelopeHeader, for run: RunID, at server: String, now: Timestamp) async throws {
    let sender = header.sender
    try await database.write { transaction in
      var ledger = try Self.ledger(of: sender, server, transaction)
      let before = ledger.records(of: sender)
      let floor = ledger.floor(of: sender)
      try ledger.admit(header, for: run, now: now)
      let after = ledger.records(of: sender)
      for gone in before.subtracting(after) {
        try transaction.execute(
          """
          DELETE FROM nonce WHERE server = \(server) AND sender = \(sender.rawValue) AND nonce = \(gone.nonce.description)
          """)
      }
      for new in after.subtracting(before) {
        try transaction.execute(
          """
          INSERT INTO nonce (server, sender, nonce, run_id, created) VALUES \
          (\(server), \(sender.rawValue), \(new.nonce.description), \(new.run.rawValue), \(new.created.microseconds))
          """)
      }
      guard before.isEmpty || ledger.floor(of: sender) != floor else { return }
      try transaction.execute(
        """
        INSERT INTO nonce_sender (server, sender, floor) VALUES \
        (\(server), \(sender.rawValue), \(ledger.floor(of: sender)?.microseconds)) \
        ON CONFLICT (server, sender) DO UPDATE SET floor = excluded.floor
        """)
    }
  }

  private static func ledger(
    of sender: OrganizationID, _ server: String, _ transaction: Transaction
  ) throws -> NonceLedger {
    let floors = try transaction.rows("SELECT sender, floor FROM nonce_sender WHERE server = \(server)") { row in
      (OrganizationID(try row.int64(0)), try row.optionalInt64(1).map { Timestamp(microseconds: $0) })
    }
    let records = try transaction.rows(
      "SELECT nonce, run_id, created FROM nonce WHERE server = \(server) AND sender = \(sender.rawValue)"
    ) { row in
      guard let nonce = TaskNonce(text: try row.text(0)) else {
        throw SQLError(.corrupt, "The journal holds a nonce that is none.")
      }
      return NonceRecord(
        nonce: nonce, run: RunID(try row.int64(1)), created: Timestamp(microseconds: try row.int64(2)))
    }
    return NonceLedger(
      floors: Dictionary(floors) { first, _ in first }, records: records, of: sender)
  }
}
