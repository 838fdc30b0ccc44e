import PolderSQL

extension ServerSchema {
  /// The uploads: by whom, and the task that holds each; `size` is null while an upload is under way.
  static func blobTables(_ dialect: Dialect) -> [SQL] {
    [
      """
      CREATE TABLE polder_blob (id TEXT PRIMARY KEY, owner TEXT NOT NULL, size \(dialect.name(of: .long)), \
      created_at \(dialect.name(of: .timestamp)) NOT NULL, task_id INTEGER)
      """,
      "CREATE INDEX polder_blob_task_id ON polder_blob (task_id)",
      "CREATE INDEX polder_blob_created_at ON polder_blob (created_at)",
    ]
  }
}
