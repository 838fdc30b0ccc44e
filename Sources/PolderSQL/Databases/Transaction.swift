/// A transaction under way: what repositories work on. It lives as long as the closure it was given to.
///
/// A statement that fails leaves the transaction usable only inside ``savepoint(_:)``; otherwise let the error pass.
public final class Transaction {
  private let engine: any SQLEngine
  /// The language of the engine.
  public let dialect: Dialect
  /// How many statements ran in this transaction.
  public private(set) var statementCount = 0

  /// A transaction over an engine's connection; for engines.
  public init(_ engine: any SQLEngine) {
    self.engine = engine
    dialect = engine.dialect
  }

  /// All rows of a query.
  public func rows(_ sql: SQL) throws -> [Row] {
    var rows: [Row] = []
    try forEach(sql) { rows.append($0) }
    return rows
  }

  /// All rows of a query, each made into something.
  public func rows<T>(_ sql: SQL, as make: (Row) throws -> T) throws -> [T] {
    var made: [T] = []
    try forEach(sql) { made.append(try make($0)) }
    return made
  }

  /// The first row of a query, or nil.
  public func first(_ sql: SQL) throws -> Row? {
    statementCount += 1
    var first: Row?
    try engine.query(sql) { row in
      first = row
      return false
    }
    return first
  }

  /// The first row of a query made into something, or nil.
  public func first<T>(_ sql: SQL, as make: (Row) throws -> T) throws -> T? { try first(sql).map(make) }

  /// Hands over the rows of a query one by one, without keeping them.
  public func forEach(_ sql: SQL, _ body: (Row) throws -> Void) throws {
    statementCount += 1
    try engine.query(sql) { row in
      try body(row)
      return true
    }
  }

  /// Hands over the rows of a query one by one until one of them is the last that is wanted.
  public func visit(_ sql: SQL, while body: (Row) throws -> Bool) throws {
    statementCount += 1
    try engine.query(sql, visit: body)
  }

  /// Runs a statement and returns the number of rows it changed.
  @discardableResult
  public func execute(_ sql: SQL) throws -> Int {
    statementCount += 1
    return try engine.execute(sql)
  }

  /// Inserts a row into a table with a column `id` and returns the new id.
  @discardableResult
  public func insert(_ sql: SQL) throws -> Int64 {
    guard let row = try first(dialect.insertReturningID(sql)) else {
      throw SQLError(.statement, "The insertion returned no id.", statement: sql.text)
    }
    return try row.int64(0)
  }

  /// Does some work whose failure undoes that work alone; the transaction goes on, the error is thrown.
  public func savepoint<T>(_ body: () throws -> T) throws -> T {
    try execute("SAVEPOINT polder_step")
    do {
      let value = try body()
      try execute("RELEASE SAVEPOINT polder_step")
      return value
    } catch {
      try execute("ROLLBACK TO SAVEPOINT polder_step")
      try execute("RELEASE SAVEPOINT polder_step")
      throw error
    }
  }
}
