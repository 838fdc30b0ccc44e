import PolderSQL

/// The tables of the journal.
enum JournalSchema {
  static let migrator = Migrator([
    Migration(1, "runs") { transaction in
      try transaction.execute(
        """
        CREATE TABLE run (
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          server TEXT NOT NULL,
          run_id INTEGER NOT NULL,
          task_created_at INTEGER NOT NULL,
          phase TEXT NOT NULL,
          assignment TEXT NOT NULL,
          token TEXT,
          starts INTEGER NOT NULL DEFAULT 0,
          status TEXT,
          note TEXT,
          bytes INTEGER,
          fields INTEGER,
          lines TEXT,
          reason TEXT,
          updated_at TEXT NOT NULL,
          UNIQUE (server, run_id, task_created_at)
        )
        """)
      try transaction.execute("CREATE INDEX run_open ON run (server) WHERE phase NOT IN ('delivered', 'refused')")
    }
  ])
}
