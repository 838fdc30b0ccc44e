import PolderSQL

extension ServerSchema {
  /// The servers that share the database, and which of them each principal's newest socket is at.
  static func replicaTables(_ dialect: Dialect) -> [SQL] {
    let long = dialect.name(of: .long)
    return [
      "CREATE TABLE polder_replica (id TEXT PRIMARY KEY, beat \(long) NOT NULL)",
      "CREATE TABLE polder_presence (authenticatable_id INTEGER PRIMARY KEY, owner TEXT, fence \(long) NOT NULL)",
      "CREATE INDEX polder_presence_owner ON polder_presence (owner)",
    ]
  }
}
