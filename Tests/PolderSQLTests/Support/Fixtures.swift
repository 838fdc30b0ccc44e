import PolderSQL
import PolderSQLite
import Testing

/// A database with a table `item(id, name UNIQUE)`.
func itemDatabase(_ path: String? = nil, options: SQLiteDatabase.Options = .init()) async throws -> SQLiteDatabase {
  let database = try path.map { try SQLiteDatabase(path: $0, options: options) } ?? .inMemory(options: options)
  try await database.write { transaction in
    try transaction.execute("CREATE TABLE IF NOT EXISTS item (id INTEGER PRIMARY KEY, name VARCHAR UNIQUE)")
  }
  return database
}

extension SQLiteDatabase {
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
