import PolderSQL

/// Writes that share one transaction: each behind a savepoint of its own, one commit, then all are answered.
struct WriteGroup {
  private struct Failure: Error {
    let error: any Error
    /// Whether nothing of the group can have been done.
    var mayRepeat = false
  }

  private let session: PostgresSession
  private let counter: StatementCounter
  private let commits: StatementCounter
  private var waiting: [WriteJob]
  private var done: [WriteJob] = []
  private var number: String?

  init(
    _ jobs: [WriteJob], _ session: PostgresSession, _ counter: StatementCounter, _ commits: StatementCounter
  ) {
    waiting = jobs
    self.session = session
    self.counter = counter
    self.commits = commits
  }

  /// Runs the jobs, and those that `more` still offers while they ran, commits, answers. Begins again when the
  /// connection was lost before the end.
  mutating func run(more: (Int) -> [WriteJob]) {
    var attempt = 1
    while !(waiting.isEmpty && done.isEmpty) {
      do throws(Failure) {
        try work(more)
        return
      } catch {
        // The server undoes the transaction of a connection that ends.
        session.drop()
        number = nil
        waiting = done + waiting
        done = []
        attempt += 1
        guard error.mayRepeat, attempt <= session.options.attempts else {
          for job in waiting { job.answer(error.error) }
          return
        }
      }
    }
  }

  private mutating func work(_ more: (Int) -> [WriteJob]) throws(Failure) {
    repeat {
      while let job = waiting.first { try attempt(job) }
      waiting = more(session.options.groupLimit - done.count)
    } while !waiting.isEmpty
    try commit()
  }

  /// Does the first of the waiting jobs; a failure of its own is its own, and it alone is answered.
  private mutating func attempt(_ job: WriteJob) throws(Failure) {
    var tries = 1
    while true {
      let isAlone = done.isEmpty
      do {
        if number == nil { number = try session.beginWriting() }
        let connection = try session.connected()
        if !isAlone { try connection.run("SAVEPOINT polder_write") }
        let transaction = Transaction(PostgresEngine(connection))
        defer { counter.add(transaction.statementCount) }
        try job.work(transaction)
        try connection.checkTransaction()
        if !isAlone { try connection.run("RELEASE SAVEPOINT polder_write") }
        waiting.removeFirst()
        done.append(job)
        return
      } catch {
        try undo(error, isAlone)
        tries += 1
        if (error as? SQLError)?.kind == .serialization, tries <= session.options.attempts { continue }
        waiting.removeFirst()
        return job.answer(error)
      }
    }
  }

  private mutating func undo(_ error: any Error, _ isAlone: Bool) throws(Failure) {
    // A failure to begin concerns all who wait.
    guard number != nil else { throw Failure(error: error, mayRepeat: (error as? SQLError)?.mayRepeat ?? false) }
    let isStale = (error as? SQLError)?.isStale ?? false
    guard !session.isLost, !isStale else { throw Failure(error: error, mayRepeat: true) }
    guard !isAlone else {
      session.undo()
      number = nil
      return
    }
    do throws(SQLError) {
      try session.connected().run("ROLLBACK TO SAVEPOINT polder_write; RELEASE SAVEPOINT polder_write")
    } catch {
      throw Failure(error: error, mayRepeat: true)
    }
  }

  private mutating func commit() throws(Failure) {
    guard let number, !done.isEmpty else { return session.undo() }
    do throws(SQLError) {
      try session.connected().run("COMMIT")
    } catch {
      guard session.isLost else { throw Failure(error: error) }
      switch session.fate(of: number) {
      case .committed: break
      case .undone: throw Failure(error: error, mayRepeat: true)
      case .unknown:
        throw Failure(
          error: SQLError(
            .closed, "The connection to the database was lost during a commit; whether it was done is not known.",
            code: error.code))
      }
    }
    commits.add(1)
    for job in done { job.answer(nil) }
    done = []
  }
}
