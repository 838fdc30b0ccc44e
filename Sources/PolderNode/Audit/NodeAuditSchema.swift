import PolderService
import PolderSQL

/// The tables of a node's audit log: those of every audit log, and an index by which an entry about a run is found.
enum NodeAuditSchema {
  static let migrator = Migrator([
    Migration(1, "audit log") { transaction in
      for statement in AuditLog.tables(transaction.dialect) { try transaction.execute(statement) }
      try transaction.execute("CREATE INDEX polder_audit_object ON polder_audit (object)")
    }
  ])
}
