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
    },
    Migration(2, "payloads") { transaction in
      // What was taken of whom, so that no input runs twice under another number.
      try transaction.execute(
        """
        CREATE TABLE nonce_sender (
          server TEXT NOT NULL, sender INTEGER NOT NULL, floor INTEGER, PRIMARY KEY (server, sender)
        )
        """)
      try transaction.execute(
        """
        CREATE TABLE nonce (
          server TEXT NOT NULL, sender INTEGER NOT NULL, nonce TEXT NOT NULL, run_id INTEGER NOT NULL,
          created INTEGER NOT NULL, PRIMARY KEY (server, sender, nonce)
        )
        """)
      // For whom subtasks were sealed, so that their results can be told from others.
      try transaction.execute(
        """
        CREATE TABLE subtask (
          server TEXT NOT NULL, task_id INTEGER NOT NULL, organization_id INTEGER NOT NULL, run_id INTEGER NOT NULL,
          fingerprint TEXT NOT NULL, nonce TEXT, made_at INTEGER NOT NULL,
          PRIMARY KEY (server, task_id, organization_id)
        )
        """)
      try transaction.execute(
        """
        CREATE TABLE upload (
          server TEXT NOT NULL, blob TEXT NOT NULL, organization_id INTEGER NOT NULL, run_id INTEGER NOT NULL,
          fingerprint TEXT NOT NULL, nonce TEXT, made_at INTEGER NOT NULL, PRIMARY KEY (server, blob)
        )
        """)
    },
  ])
}
