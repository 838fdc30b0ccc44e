public import PolderCore
public import PolderSQL

extension Timestamp: SQLBindable {
  /// The text that both engines take and Python's reader understands.
  public var sqlValue: SQLValue { .text(databaseText) }
}

extension ID: SQLBindable {
  /// The number.
  public var sqlValue: SQLValue { .integer(rawValue) }
}
