import PolderSQL

/// Statements in a transaction on one connection.
final class PostgresEngine: SQLEngine {
  private let connection: PostgresConnection

  init(_ connection: PostgresConnection) { self.connection = connection }

  var dialect: Dialect { .postgres }

  func query(_ sql: SQL, visit: (Row) throws -> Bool) throws {
    let rows = try connection.begin(sql)
    defer { rows.discard() }
    while let row = try rows.next() {
      guard try visit(row) else { return }
    }
  }

  func execute(_ sql: SQL) throws -> Int { try connection.execute(sql) }
}
