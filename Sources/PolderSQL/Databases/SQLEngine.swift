/// One connection inside one transaction, as an engine offers it; used through ``Transaction`` only.
public protocol SQLEngine: AnyObject {
  /// The language of the engine.
  var dialect: Dialect { get }

  /// Runs a query and hands over its rows one by one, until `visit` returns false.
  func query(_ sql: SQL, visit: (Row) throws -> Bool) throws

  /// Runs a statement and returns the number of rows it changed.
  func execute(_ sql: SQL) throws -> Int
}
