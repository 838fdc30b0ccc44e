import GRDB
import GRDBSQLite
import PolderSQL

/// Statements on one connection of GRDB, stepped directly: fields are read by position without any look-up.
final class SQLiteEngine: SQLEngine {
  private let connection: GRDB.Database
  private let statements: StatementBudget

  init(_ connection: GRDB.Database, statements: StatementBudget) {
    self.connection = connection
    self.statements = statements
  }

  var dialect: Dialect { .sqlite }

  func query(_ sql: SQL, visit: (Row) throws -> Bool) throws {
    try withStatement(sql) { statement in
      while try step(statement, sql) {
        // Counted after the step, which prepares the statement again when another program has changed the schema.
        guard try visit(statement.row(sqlite3_column_count(statement))) else { return }
      }
    }
  }

  func execute(_ sql: SQL) throws -> Int {
    try withStatement(sql) { statement in
      while try step(statement, sql) {}
      return sqlite3_stmt_readonly(statement) != 0 ? 0 : connection.changesCount
    }
  }

  private func step(_ statement: SQLiteStatement, _ sql: SQL) throws -> Bool {
    switch sqlite3_step(statement) {
    case SQLITE_ROW: true
    case SQLITE_DONE: false
    default: throw SQLError(connectionOf: statement, statement: sql.text)
    }
  }

  private func withStatement<T>(_ sql: SQL, _ body: (SQLiteStatement) throws -> T) throws -> T {
    let prepared = try prepare(sql)
    let statement = prepared.sqliteStatement
    defer {
      sqlite3_reset(statement)
      sqlite3_clear_bindings(statement)
    }
    guard Int(sqlite3_bind_parameter_count(statement)) == sql.bindings.count else {
      throw SQLError(
        .statement,
        "The statement has \(sqlite3_bind_parameter_count(statement)) places for \(sql.bindings.count) values.",
        statement: sql.text)
    }
    var index: Int32 = 1
    for value in sql.bindings {
      guard statement.bind(value, at: index) == SQLITE_OK else {
        throw SQLError(connectionOf: statement, statement: sql.text)
      }
      index += 1
    }
    return try body(statement)
  }

  /// A prepared statement: kept for the next time unless it is being stepped right now or too many others are kept.
  private func prepare(_ sql: SQL) throws -> Statement {
    do {
      if statements.admits(sql.text) {
        let cached = try connection.cachedStatement(sql: sql.text)
        if sqlite3_stmt_busy(cached.sqliteStatement) == 0 { return cached }
      }
      return try connection.makeStatement(sql: sql.text)
    } catch let error as DatabaseError {
      throw SQLError(error, statement: sql.text)
    }
  }
}
