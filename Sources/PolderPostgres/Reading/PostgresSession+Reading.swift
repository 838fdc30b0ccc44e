import PolderSQL

extension PostgresSession {
  /// Reads in one transaction that sees one state of the database; again from the start when the connection was lost.
  ///
  /// The transaction stays open until ``finishReading()``, so that the caller need not wait for its end.
  func read<T: Sendable>(
    _ ticket: ReadTicket<T>, _ counter: StatementCounter, _ body: (Transaction) throws -> T
  ) throws -> T {
    defer {
      // A wish to cancel that comes late would end the next work of this connection.
      if ticket.end() { drop() }
    }
    var attempt = 1
    while true {
      do {
        return try attemptToRead(ticket, counter, body)
      } catch {
        let isLost = isLost
        let mayRepeat = (error as? SQLError)?.mayRepeat ?? false
        if isLost || mayRepeat { drop() } else { undo() }
        if ticket.isCancelled { throw CancellationError() }
        guard attempt < options.attempts, mayRepeat else { throw error }
        attempt += 1
      }
    }
  }

  private func attemptToRead<T: Sendable>(
    _ ticket: ReadTicket<T>, _ counter: StatementCounter, _ body: (Transaction) throws -> T
  ) throws -> T {
    if ticket.isCancelled { throw CancellationError() }
    let connection = try connected()
    try connection.run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    guard ticket.begin(connection.canceller) else { throw CancellationError() }
    let transaction = Transaction(PostgresEngine(connection))
    defer { counter.add(transaction.statementCount) }
    return try body(transaction)
  }
}
