import GRDB
public import PolderSQL

extension SQLiteFile {
  /// Reads one state of the file.
  public func read<T>(_ body: (Transaction) throws -> T) throws -> T {
    do {
      return try queue.read { connection in
        try body(Transaction(SQLiteEngine(connection, statements: StatementBudget(limit: 16))))
      }
    } catch let error as DatabaseError {
      throw SQLError(error).opening(path)
    }
  }
}
