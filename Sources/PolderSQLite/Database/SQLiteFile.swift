import GRDB
public import PolderSQL

/// One connection to an SQLite file that is used where it is called, without waiting: for copies of databases.
public final class SQLiteFile {
  let queue: DatabaseQueue
  let path: String

  /// Opens a file, or makes it.
  public init(path: String) throws {
    self.path = path
    do {
      queue = try DatabaseQueue(path: path, configuration: SQLiteDatabase.Options().configuration)
    } catch let error as DatabaseError {
      throw SQLError(error).opening(path)
    }
  }

  /// Opens a file that is there, to read it and nothing more.
  public init(reading path: String) throws {
    self.path = path
    var configuration = SQLiteDatabase.Options().configuration
    configuration.readonly = true
    do {
      queue = try DatabaseQueue(path: path, configuration: configuration)
    } catch let error as DatabaseError {
      throw SQLError(error).opening(path)
    }
  }

  /// Does some work in one transaction, which is durable when this returns, or has changed nothing when it throws.
  public func transaction<T>(_ body: (Transaction) throws -> T) throws -> T {
    try using { engine in
      _ = try engine.execute("BEGIN IMMEDIATE")
      do {
        let value = try body(Transaction(engine))
        _ = try engine.execute("COMMIT")
        return value
      } catch {
        // SQLite may have ended the transaction by itself; the first error tells more.
        _ = try? engine.execute("ROLLBACK")
        throw error
      }
    }
  }

  /// Writes the state of this moment into another file, which must not be there; others may write meanwhile.
  public func copy(to path: String) throws { try using { _ = try $0.execute("VACUUM INTO \(path)") } }

  /// Whether the file's pages and indexes are sound, and if not, why.
  public func flaw() throws -> String? {
    try using { engine in
      var words: [String] = []
      try engine.query("PRAGMA integrity_check(5)") { row in
        words.append(try row.text(0))
        return true
      }
      return words == ["ok"] ? nil : words.joined(separator: "; ")
    }
  }

  /// Closes the file.
  public func close() throws {
    do {
      try queue.close()
    } catch let error as DatabaseError {
      throw SQLError(error)
    }
  }

  private func using<T>(_ body: (SQLiteEngine) throws -> T) throws -> T {
    do {
      return try queue.writeWithoutTransaction { connection in
        try body(SQLiteEngine(connection, statements: StatementBudget(limit: 64)))
      }
    } catch let error as DatabaseError {
      throw SQLError(error).opening(path)
    }
  }
}
