import PolderSQL

/// The connection of handlers that asked for no transaction: whatever they ask of it is refused.
final class NoEngine: SQLEngine {
  let dialect = Dialect.sqlite

  func query(_ sql: SQL, visit: (Row) throws -> Bool) throws { throw refusal(sql) }

  func execute(_ sql: SQL) throws -> Int { throw refusal(sql) }

  private func refusal(_ sql: SQL) -> SQLError {
    SQLError(.closed, "A handler without transaction asked the database.", statement: sql.text)
  }
}
