import PolderPostgres
import PolderSQL
import PolderSQLite
import PolderTesting
import Synchronization
import Testing

/// An empty database of the engine that the tests run on.
func emptyDatabase() async throws -> any PolderSQL.Database {
  guard TestPostgres.isChosen else { return try SQLiteDatabase.inMemory() }
  let house = try await PostgresHouse.open()
  // The database is there until the server for the tests is gone.
  keptServers.withLock { $0.append(house.server) }
  return house.database
}

private let keptServers = Mutex<[TestPostgres]>([])

/// A database with a table `item(id, name UNIQUE)`, of the engine that the tests run on.
func itemDatabase() async throws -> any PolderSQL.Database {
  let database = try await emptyDatabase()
  try await makeItems(database)
  return database
}

/// The same in an SQLite file, or in memory.
func sqliteItems(_ path: String? = nil, options: SQLiteDatabase.Options = .init()) async throws -> SQLiteDatabase {
  let database = try path.map { try SQLiteDatabase(path: $0, options: options) } ?? .inMemory(options: options)
  try await makeItems(database)
  return database
}

private func makeItems(_ database: any PolderSQL.Database) async throws {
  try await database.write { transaction in
    let key: SQL = transaction.dialect == .sqlite ? "INTEGER PRIMARY KEY" : transaction.dialect.serialKey
    try transaction.execute("CREATE TABLE IF NOT EXISTS item (id \(key), name VARCHAR UNIQUE)")
  }
}

extension PolderSQL.Database {
  func names() async throws -> [String] {
    try await read { try $0.rows("SELECT name FROM item ORDER BY id") { try $0.text(0) } }
  }

  func count() async throws -> Int {
    try await read { try $0.first("SELECT COUNT(*) FROM item")?.int(0) ?? -1 }
  }
}

/// The kind of the SQLError that the work ends with, or nil when it succeeds.
func kindOfFailure(_ work: () async throws -> Void) async -> SQLError.Kind? {
  do {
    try await work()
    return nil
  } catch let error as SQLError {
    return error.kind
  } catch {
    Issue.record("not an SQLError: \(error)")
    return nil
  }
}
