import PolderCore
import PolderHTTP
import PolderSQL
import Synchronization

/// Keeps what the audit log is told; what is told in a transaction is there whether or not that is committed.
final class RecordingTrail: AuditTrail {
  private let state = Mutex((appended: [AuditRecord](), taken: [AuditRecord]()))

  var appended: [AuditRecord] { state.withLock { $0.appended } }
  var taken: [AuditRecord] { state.withLock { $0.taken } }

  func append(_ record: AuditRecord, _ sql: Transaction) throws {
    // Shows that the transaction is the one that does the work.
    try sql.execute("INSERT INTO told (operation) VALUES (\(record.operation))")
    state.withLock { $0.appended.append(record) }
  }

  func take(_ record: AuditRecord) async { state.withLock { $0.taken.append(record) } }
}
