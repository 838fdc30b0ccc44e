import PolderSQL
import Synchronization

/// The thread that writes, with a connection of its own; writes that arrive while it is busy share the next commit.
final class GroupCommit: Sendable {
  private let address: PostgresAddress
  private let options: PostgresDatabase.Options
  private let workers: Workers
  private let counter: StatementCounter
  private let jobs = JobQueue<PendingWrite>()
  private let turn = WriterTurn()
  private let isStarted = Mutex(false)
  let commits = StatementCounter()

  init(
    _ address: PostgresAddress, _ options: PostgresDatabase.Options, _ workers: Workers, _ counter: StatementCounter
  ) {
    self.address = address
    self.options = options
    self.workers = workers
    self.counter = counter
  }

  var waitingCount: Int { jobs.count }

  /// Has a write done; false when the database is closed.
  func add(_ write: PendingWrite) -> Bool {
    guard jobs.add(write) else { return false }
    let starts = isStarted.withLock { isStarted in
      defer { isStarted = true }
      return !isStarted
    }
    if starts { workers.start("polder-write") { self.work() } }
    return true
  }

  /// Lets no more writes in: the transaction under way is ended, and what has not begun is answered.
  func close() {
    jobs.close()
    turn.close()
    for write in jobs.take(.max) { write.answer(PostgresDatabase.closed) }
  }

  private func work() {
    let session = PostgresSession(address, options) { [jobs] in jobs.isClosed }
    while let job = jobs.next() {
      var group = WriteGroup([job] + jobs.take(options.groupLimit - 1), session, turn, counter, commits)
      group.run { self.jobs.take($0) }
    }
  }
}
