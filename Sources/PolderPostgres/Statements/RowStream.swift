import CLibPQ
import DequeModule
import PolderSQL

/// The rows of one query, taken from the server one by one. Only when another statement needs the connection before
/// they all came are the rest kept in memory.
final class RowStream {
  private let connection: PostgresConnection
  private let statement: String
  private var kept: Deque<Row> = []
  private var isAtEnd = false
  private var failure: SQLError?

  init(_ connection: PostgresConnection, statement: String) {
    self.connection = connection
    self.statement = statement
  }

  /// The next row, or nil after the last.
  func next() throws(SQLError) -> Row? {
    if let row = kept.popFirst() { return row }
    if !isAtEnd, let row = pull() { return row }
    if let failure { throw failure }
    return nil
  }

  /// Takes what still comes into memory.
  func keepRest() {
    while !isAtEnd, let row = pull() { kept.append(row) }
  }

  /// Lets go of what still comes.
  func discard() {
    kept = []
    while !isAtEnd { _ = pull() }
  }

  private func pull() -> Row? {
    let library = connection.library
    while let result = library.PQgetResult(connection.handle) {
      defer { library.PQclear(result) }
      do throws(SQLError) {
        try connection.check(result, statement)
        if library.PQntuples(result) > 0 { return Row(result, library) }
      } catch {
        failure = failure ?? error
      }
    }
    isAtEnd = true
    connection.ended(self)
    return nil
  }
}
