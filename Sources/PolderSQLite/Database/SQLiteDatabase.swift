import GRDB
public import PolderSQL
import Synchronization

/// A database in one SQLite file (write-ahead log, readers in parallel, every commit durable against power loss), or
/// in memory for tests.
///
/// Other processes may read and write the same file. Once it was moved or removed nothing is written any more: others
/// would not find it. References between tables are not enforced by SQLite, as with the incumbent.
public final class SQLiteDatabase: PolderSQL.Database {
  private let connections: any DatabaseWriter
  private let statements: StatementBudget
  private let counter: StatementCounter
  private let writes: GroupCommit
  private let isClosed = Atomic<Bool>(false)

  /// Opens a file, or makes it.
  /// - Parameters:
  ///   - path: the file; its folder must exist
  ///   - options: how long to wait for other processes, how many readers
  /// - Throws: `SQLError` that names the file and says why it can not be used.
  public convenience init(path: String, options: Options = Options()) throws {
    do {
      let pool = try DatabasePool(path: path, configuration: options.configuration)
      // GRDB relaxes this for its writer once the log is on; an acknowledged write must survive a loss of power.
      try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
      self.init(pool, options, path: path)
    } catch let error as DatabaseError {
      throw SQLError(error).opening(path)
    }
  }

  /// A database in memory that lives as long as this object.
  public static func inMemory(options: Options = Options()) throws -> SQLiteDatabase {
    do {
      return SQLiteDatabase(try DatabaseQueue(configuration: options.configuration), options)
    } catch let error as DatabaseError {
      throw SQLError(error)
    }
  }

  private init(_ connections: any DatabaseWriter, _ options: Options, path: String? = nil) {
    self.connections = connections
    statements = StatementBudget(limit: options.keptStatements)
    counter = StatementCounter()
    writes = GroupCommit(connections, statements, counter, options, path: path)
  }

  /// `sqlite`.
  public var dialect: Dialect { .sqlite }

  /// How many statements ran since the database was opened.
  public var statementCount: Int { counter.value }

  /// How many transactions were committed; with concurrent writes fewer than writes.
  public var commitCount: Int { writes.commits.value }

  /// How many writes wait for the one under way to be committed.
  public var waitingWrites: Int { writes.waitingCount }

  /// Reads one state of the database, beside other readers and the writer.
  public func read<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
    try checkOpen()
    do {
      return try await connections.read { [statements, counter] connection in
        let transaction = Transaction(SQLiteEngine(connection, statements: statements))
        defer { counter.add(transaction.statementCount) }
        return try body(transaction)
      }
    } catch let error as DatabaseError {
      throw SQLError(error)
    }
  }

  /// Writes: returns when it is durable. Writes that wait at the same time share one commit.
  @discardableResult
  public func write<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
    try Task.checkCancellation()
    try checkOpen()
    return try await writes.submit(body)
  }

  /// Closes the file once the transactions under way have ended.
  public func close() throws {
    isClosed.store(true, ordering: .releasing)
    do {
      // GRDB closes its writer first; the last one to close folds the log into the file, and readers may not.
      if let pool = connections as? DatabasePool { pool.invalidateReadOnlyConnections() }
      try connections.close()
    } catch let error as DatabaseError {
      throw SQLError(error)
    }
  }

  /// GRDB ends the process when a closed database in memory is read.
  private func checkOpen() throws {
    guard !isClosed.load(ordering: .acquiring) else { throw SQLError(.closed, "The database is closed.") }
  }
}
