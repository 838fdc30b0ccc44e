package import PolderSQL
import PolderService

extension ServerSchema {
  /// The steps of the tables that are ours alone.
  package static let migrator = Migrator([
    Migration(1, "Polder's own tables") { transaction in
      for statement in ownTables(transaction.dialect) { try transaction.execute(statement) }
    },
    Migration(2, "Memberships to be confirmed, blobs set free") { transaction in
      for statement in entityTables(transaction.dialect) { try transaction.execute(statement) }
    },
    Migration(3, "Servers that share the database") { transaction in
      for statement in replicaTables(transaction.dialect) { try transaction.execute(statement) }
    },
    Migration(4, "Accounts: recovery, second factor, mail") { transaction in
      for statement in accountTables(transaction.dialect) { try transaction.execute(statement) }
    },
    Migration(5, "The audit log") { transaction in
      for statement in AuditLog.tables(transaction.dialect) { try transaction.execute(statement) }
    },
    Migration(6, "Large inputs and results beside the database") { transaction in
      for statement in blobTables(transaction.dialect) { try transaction.execute(statement) }
    },
    Migration(7, "The state of memberships and rules") { transaction in
      for statement in accessTables(transaction.dialect) { try transaction.execute(statement) }
    },
    Migration(8, "How many tasks each collaboration has") { transaction in
      for statement in taskCountTables(transaction.dialect) { try transaction.execute(statement) }
    },
  ])

  private static func ownTables(_ dialect: Dialect) -> [SQL] {
    let long = dialect.name(of: .long)
    return [
      "CREATE TABLE polder_high_water (name TEXT PRIMARY KEY, number \(long) NOT NULL)",
      """
      CREATE TABLE polder_outbox (id \(dialect.serialKey), created_at \(dialect.name(of: .timestamp)) NOT NULL, \
      collaboration_id INTEGER, rooms TEXT NOT NULL, event TEXT NOT NULL, payload TEXT NOT NULL)
      """,
      "CREATE INDEX polder_outbox_created_at ON polder_outbox (created_at)",
      """
      CREATE TABLE polder_principal (authenticatable_id INTEGER PRIMARY KEY, created_at \(long) NOT NULL, \
      tokens_valid_from \(long) NOT NULL, spared_session TEXT)
      """,
      """
      CREATE TABLE polder_session (sid TEXT PRIMARY KEY, authenticatable_id INTEGER NOT NULL, \
      created_at \(long) NOT NULL, expires_at \(long) NOT NULL, used_generation INTEGER NOT NULL, used_at \(long))
      """,
      "CREATE INDEX polder_session_authenticatable_id ON polder_session (authenticatable_id)",
      "CREATE INDEX polder_session_expires_at ON polder_session (expires_at)",
      "CREATE TABLE polder_node_key (node_id INTEGER PRIMARY KEY, keyed_hash TEXT NOT NULL, proved_text TEXT NOT NULL)",
      "CREATE INDEX polder_node_key_keyed_hash ON polder_node_key (keyed_hash)",
      "CREATE TABLE polder_secret (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
      """
      CREATE TABLE polder_idempotency (principal TEXT NOT NULL, idempotency_key TEXT NOT NULL, request TEXT NOT NULL, \
      body_hash TEXT NOT NULL, status INTEGER NOT NULL, reply TEXT NOT NULL, \
      created_at \(dialect.name(of: .timestamp)) NOT NULL, PRIMARY KEY (principal, idempotency_key))
      """,
      "CREATE INDEX polder_idempotency_created_at ON polder_idempotency (created_at)",
    ]
  }
}
