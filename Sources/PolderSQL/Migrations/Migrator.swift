/// Brings a database to the schema this program knows: numbered steps, forward only, recorded in `polder_migration`.
public struct Migrator: Sendable {
  /// The steps in the order of their numbers.
  public let migrations: [Migration]

  /// A migrator of these steps; numbers must be different.
  public init(_ migrations: [Migration]) { self.migrations = migrations.sorted { $0.number < $1.number } }

  /// The highest number known.
  public var newest: Int { migrations.last?.number ?? 0 }

  /// Runs the steps not yet recorded, all in the given transaction, and returns their numbers.
  ///
  /// One process at a time gets past the beginning. A database that records a higher number than ``newest`` is refused.
  @discardableResult
  public func migrate(_ transaction: Transaction) throws -> [Int] {
    if let lock = transaction.dialect.exclusive(Self.lockKey) { _ = try transaction.rows(lock) }
    try transaction.execute(
      "CREATE TABLE IF NOT EXISTS polder_migration (number INTEGER PRIMARY KEY, name TEXT, applied_at TEXT)")
    let recorded = Set(try transaction.rows("SELECT number FROM polder_migration") { try $0.int(0) })
    if let found = recorded.max(), found > newest {
      throw SQLError(
        .newer(found: found, known: newest),
        "The database was written by a newer version: it records migration \(found), this program knows \(newest).")
    }
    var done: [Int] = []
    for migration in migrations where !recorded.contains(migration.number) {
      try migration.up(transaction)
      try transaction.execute(
        """
        INSERT INTO polder_migration (number, name, applied_at) \
        VALUES (\(migration.number), \(migration.name), \(transaction.dialect.nowText))
        """)
      done.append(migration.number)
    }
    return done
  }

  /// Runs the steps not yet recorded, all in one transaction, and returns their numbers.
  @discardableResult
  public func migrate(_ database: some Database) async throws -> [Int] {
    try await database.write { try migrate($0) }
  }

  /// The name of the lock that keeps a second process waiting: any number that nobody else uses.
  private static let lockKey: Int32 = 0x504F_4C44
}
