import GRDB
import GRDBSQLite
import PolderSQL

/// One transaction of the writer with the writes that share it.
struct WriteGroup {
  private let connection: GRDB.Database
  private let engine: SQLiteEngine
  private let counter: StatementCounter
  private let commits: StatementCounter
  private let path: String?

  init(
    _ connection: GRDB.Database, _ statements: StatementBudget, _ counter: StatementCounter,
    _ commits: StatementCounter, path: String?
  ) {
    self.connection = connection
    engine = SQLiteEngine(connection, statements: statements)
    self.counter = counter
    self.commits = commits
    self.path = path
  }

  /// Runs the jobs, and those that `more` still offers while they ran, commits, answers.
  func run(_ jobs: [WriteJob], limit: Int, more: () -> [WriteJob]?) {
    do {
      _ = try engine.execute("BEGIN IMMEDIATE")
    } catch {
      for job in jobs { job.answer(error) }
      return
    }
    var done: [WriteJob] = []
    var batch = jobs
    while true {
      for job in batch { attempt(job, &done) }
      guard done.count < limit, let late = more() else { break }
      batch = late
    }
    finish(done)
  }

  private func attempt(_ job: WriteJob, _ done: inout [WriteJob]) {
    let transaction = Transaction(engine)
    defer { counter.add(transaction.statementCount) }
    do {
      if !connection.isInsideTransaction { _ = try engine.execute("BEGIN IMMEDIATE") }
      _ = try engine.execute("SAVEPOINT polder_write")
      try job.work(transaction)
      _ = try engine.execute("RELEASE SAVEPOINT polder_write")
      done.append(job)
    } catch {
      if connection.isInsideTransaction { undo(&done) } else { fail(&done, error) }
      job.answer(error)
    }
  }

  /// Undoes one write; if even that fails the whole group is undone and told so.
  private func undo(_ done: inout [WriteJob]) {
    do {
      _ = try engine.execute("ROLLBACK TO SAVEPOINT polder_write")
      _ = try engine.execute("RELEASE SAVEPOINT polder_write")
    } catch {
      rollBack()
      fail(&done, error)
    }
  }

  private func finish(_ done: [WriteJob]) {
    guard connection.isInsideTransaction else { return }
    var done = done
    do {
      try checkPlace()
      _ = try engine.execute("COMMIT")
      commits.add(1)
      for job in done { job.answer(nil) }
    } catch {
      if connection.isInsideTransaction { rollBack() }
      fail(&done, error)
    }
  }

  /// SQLite goes on in a file that was moved or removed, whose next reader would not find what was written into it.
  private func checkPlace() throws {
    guard let path else { return }
    var hasMoved: Int32 = 0
    let status = sqlite3_file_control(connection.sqliteConnection, "main", SQLITE_FCNTL_HAS_MOVED, &hasMoved)
    guard status == SQLITE_OK, hasMoved != 0 else { return }
    throw SQLError(
      .io,
      """
      The database file \(path) was moved, removed or replaced while it was open, so nothing is written any more. Stop \
      the program and put the file back, with those beside it whose names end in -wal and -shm.
      """)
  }

  private func rollBack() {
    // A failing rollback means that SQLite has rolled back by itself already; either way nothing stays.
    _ = try? engine.execute("ROLLBACK")
  }

  /// SQLite gave up the transaction (disk full, I/O): those who wait for its commit are told.
  private func fail(_ done: inout [WriteJob], _ error: any Error) {
    for job in done { job.answer(error) }
    done.removeAll()
  }
}
