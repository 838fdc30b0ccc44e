import PolderSQL

/// Writes that share one transaction: each behind a savepoint of its own, one commit, then all are answered.
struct WriteGroup {
  private struct Failure: Error {
    let error: any Error
    /// Whether nothing of the group can have been done.
    var mayRepeat = false
    /// Whether it counts among the tries that a group has.
    var isTry = true
  }

  private let session: PostgresSession
  private let turn: WriterTurn
  private let counter: StatementCounter
  private let commits: StatementCounter
  private var waiting: [PendingWrite]
  private var done: [PendingWrite] = []
  private var number: String?

  init(
    _ writes: [PendingWrite], _ session: PostgresSession, _ turn: WriterTurn, _ counter: StatementCounter,
    _ commits: StatementCounter
  ) {
    waiting = writes
    self.session = session
    self.turn = turn
    self.counter = counter
    self.commits = commits
  }

  /// Runs the writes, and those that `more` still offers while they ran, commits, answers. Begins again when the
  /// connection was lost before the end.
  mutating func run(more: (Int) -> [PendingWrite]) {
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
        if error.isTry { attempt += 1 }
        guard error.mayRepeat, !turn.isClosed, attempt <= session.options.attempts else {
          let isRefused = error.mayRepeat && turn.isClosed
          for write in waiting { write.answer(isRefused ? PostgresDatabase.closed : error.error) }
          return
        }
      }
    }
  }

  private mutating func work(_ more: (Int) -> [PendingWrite]) throws(Failure) {
    repeat {
      while let write = waiting.first { try attempt(write) }
      waiting = more(session.options.groupLimit - done.count)
    } while !waiting.isEmpty
    try commit()
  }

  /// Does the first of the waiting writes; a failure of its own is its own, and it alone is answered.
  private mutating func attempt(_ write: PendingWrite) throws(Failure) {
    var tries = 1
    while true {
      let isAlone = done.isEmpty
      do {
        guard !write.isAnswered, !turn.isClosed else {
          waiting.removeFirst()
          return write.answer(PostgresDatabase.closed)
        }
        if number == nil { number = try takeTurn() }
        let connection = try session.connected()
        guard write.begin(connection.canceller) else {
          waiting.removeFirst()
          return
        }
        if !isAlone { try connection.run("SAVEPOINT polder_write") }
        let transaction = Transaction(PostgresEngine(connection))
        defer { counter.add(transaction.statementCount) }
        try write.work(transaction)
        try connection.checkTransaction()
        if !isAlone { try connection.run("RELEASE SAVEPOINT polder_write") }
        guard write.end() else { throw CancellationError() }
        waiting.removeFirst()
        done.append(write)
        return
      } catch {
        if number != nil, write.isAnswered {
          // The server was asked to give it up, and may hear of that late: in the commit, were it over this connection.
          waiting.removeFirst()
          throw Failure(error: error, mayRepeat: true, isTry: false)
        }
        try undo(error, isAlone)
        tries += 1
        if (error as? SQLError)?.kind == .serialization, tries <= session.options.attempts { continue }
        waiting.removeFirst()
        return write.answer(error)
      }
    }
  }

  /// Begins a transaction and waits for its turn, unless the database is closed meanwhile.
  private func takeTurn() throws(SQLError) -> String {
    guard turn.begin(try session.connected().canceller) else { throw PostgresDatabase.closed }
    let number: String
    do throws(SQLError) {
      number = try session.beginWriting()
    } catch {
      throw turn.end() ? error : PostgresDatabase.closed
    }
    // The server was asked to give the wait up, and may hear of that late.
    guard turn.end() else { throw PostgresDatabase.closed }
    return number
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
            .unknownFate, "The connection to the database was lost during a commit; whether it was done is not known.",
            code: error.code))
      }
    }
    commits.add(1)
    for write in done { write.answer(nil) }
    done = []
  }
}
