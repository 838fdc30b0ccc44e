public import PolderSQL
import Synchronization

/// A database on a PostgreSQL server, version 13 or newer: a bounded number of connections that read, each in a thread
/// of its own, and one that writes.
///
/// Reads see one state of the database and are done again when their connection is lost. Writes of all servers on the
/// database come one after the other, those of one process in groups that share a commit; one whose connection is lost
/// is done again unless it was committed. Closures may therefore run more than once.
///
/// libpq is looked for on this machine when the first such database is opened, and not before.
public final class PostgresDatabase: PolderSQL.Database {
  private let workers = Workers()
  private let counter = StatementCounter()
  private let readers: ReaderPool
  private let writer: GroupCommit
  private let bell: SignalBell

  /// Opens a database, and makes sure that it can be used.
  /// - Parameters:
  ///   - address: where it is
  ///   - options: how many connections, and for how long to wait
  /// - Returns: the database, with a connection that was tried
  /// - Throws: `SQLError` that says why it can not be used, without the address's password
  public static func open(_ address: PostgresAddress, options: Options = Options()) async throws -> PostgresDatabase {
    try address.check()
    let database = try PostgresDatabase(address, options)
    do {
      _ = try await database.read { try $0.first("SELECT 1") }
    } catch {
      try database.close()
      throw error
    }
    return database
  }

  /// A database that is reached for with its first transaction.
  package convenience init(unchecked address: PostgresAddress, options: Options = Options()) throws {
    try address.check()
    try self.init(address, options)
  }

  private init(_ address: PostgresAddress, _ options: Options) throws(SQLError) {
    readers = ReaderPool(address, options, workers)
    writer = GroupCommit(address, options, workers, counter)
    bell = try SignalBell(address, options, workers)
  }

  deinit {
    readers.close()
    writer.close()
    bell.close()
  }

  /// `postgres`.
  public var dialect: Dialect { .postgres }

  /// How many statements ran since the database was opened.
  public var statementCount: Int { counter.value }

  /// How many transactions were committed; with concurrent writes fewer than writes.
  public var commitCount: Int { writer.commits.value }

  /// How many writes wait for the one under way to be committed.
  public var waitingWrites: Int { writer.waitingCount }

  /// Reads one state of the database, beside other readers and the writer. A cancelled task is answered at once, and
  /// what the server does for it is given up.
  public func read<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
    try Task.checkCancellation()
    let ticket = ReadTicket<T>()
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        ticket.wait(continuation)
        let job = ReadJob { [counter] session in
          ticket.answer(Result { try session.read(ticket, counter, body) })
        }
        if !readers.add(job) { ticket.answer(.failure(Self.closed)) }
      }
    } onCancel: {
      ticket.cancel()
    }
  }

  /// Writes: returns when it is durable. Writes that wait at the same time share one commit. A cancelled task is
  /// answered at once, and nothing of its write stays, unless it was about to be committed.
  @discardableResult
  public func write<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
    try Task.checkCancellation()
    let write = PendingWrite()
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        write.wait(WriteJob(body, continuation))
        if !writer.add(write) { write.answer(Self.closed) }
      }
    } onCancel: {
      write.cancel()
    }
  }

  /// Tells other processes with this database, soon, that something of a topic was committed.
  public func signal(_ topic: String) { bell.signal(topic) }

  /// Signals of a topic from other processes; also one whenever some may have been lost.
  public func signals(of topic: String) -> AsyncStream<Void> { bell.signals(of: topic) }

  /// Closes all connections once the transactions under way have ended. Writes that wait for their turn are refused.
  public func close() throws {
    readers.close()
    writer.close()
    bell.close()
    workers.join()
  }

  static let closed = SQLError(.closed, "The database is closed.")
}
