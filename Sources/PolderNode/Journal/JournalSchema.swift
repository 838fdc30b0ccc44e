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
    Migration(3, "repetitions") { transaction in
      // What a run's algorithm had sent, sealed: sent again it has to be the same bytes.
      try transaction.execute(
        """
        CREATE TABLE sent_request (
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          server TEXT NOT NULL, run_id INTEGER NOT NULL, task_created_at INTEGER NOT NULL, mark TEXT NOT NULL,
          body BLOB, file TEXT, size INTEGER NOT NULL, recipients TEXT NOT NULL, made_at INTEGER NOT NULL,
          UNIQUE (server, run_id, task_created_at, mark)
        )
        """)
      // What was brought to the server as the result of a run, before it was reported.
      try transaction.execute(
        """
        CREATE TABLE result_upload (
          server TEXT NOT NULL, run_id INTEGER NOT NULL, task_created_at INTEGER NOT NULL, blob TEXT NOT NULL,
          sha256 TEXT NOT NULL, recipient TEXT NOT NULL, made_at INTEGER NOT NULL,
          PRIMARY KEY (server, run_id, task_created_at)
        )
        """)
      // Of which task and run the server said, in a list for a run's algorithm, that a blob is the result.
      try transaction.execute(
        """
        CREATE TABLE result_origin (
          server TEXT NOT NULL, run_id INTEGER NOT NULL, task_created_at INTEGER NOT NULL, blob TEXT NOT NULL,
          origin_task INTEGER NOT NULL, origin_run INTEGER NOT NULL, made_at INTEGER NOT NULL,
          PRIMARY KEY (server, run_id, task_created_at, blob)
        )
        """)
    },
  ])
}
