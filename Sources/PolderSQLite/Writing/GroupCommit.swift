import GRDB
import PolderSQL
import Synchronization

/// Writes that arrive while the disk is busy share the next commit: each runs in a savepoint of its own inside one
/// transaction, and all are answered once it is durable. A lone write commits at once.
final class GroupCommit: Sendable {
  private struct State {
    var waiting: [WriteJob] = []
    var isDraining = false
  }

  private let connections: any DatabaseWriter
  private let statements: StatementBudget
  private let counter: StatementCounter
  private let groupLimit: Int
  /// The file; nil in memory.
  private let path: String?
  private let state = Mutex(State())
  let commits = StatementCounter()

  init(
    _ connections: any DatabaseWriter, _ statements: StatementBudget, _ counter: StatementCounter,
    _ options: SQLiteDatabase.Options, path: String?
  ) {
    self.connections = connections
    self.statements = statements
    self.counter = counter
    groupLimit = options.groupLimit
    self.path = path
  }

  var waitingCount: Int { state.withLock { $0.waiting.count } }

  func submit<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
    try await withCheckedThrowingContinuation { continuation in
      let job = WriteJob(body, continuation)
      let starts = state.withLock { state in
        state.waiting.append(job)
        defer { state.isDraining = true }
        return !state.isDraining
      }
      guard starts else { return }
      connections.asyncWriteWithoutTransaction { connection in self.drain(connection) }
    }
  }

  private func drain(_ connection: GRDB.Database) {
    while let first = next(endsDraining: true) {
      WriteGroup(connection, statements, counter, commits, path: path).run(first, limit: groupLimit) {
        self.next(endsDraining: false)
      }
    }
  }

  /// Takes all that waits.
  private func next(endsDraining: Bool) -> [WriteJob]? {
    state.withLock { state in
      guard !state.waiting.isEmpty else {
        if endsDraining { state.isDraining = false }
        return nil
      }
      defer { state.waiting.removeAll(keepingCapacity: true) }
      return state.waiting
    }
  }
}
