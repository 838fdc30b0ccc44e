import PolderCore
package import PolderSQL

/// The incumbent's 19 tables, and what is ours beside them.
package enum ServerSchema {
  /// The tables in the order in which the incumbent makes them.
  package static let tables: [Table] = principals + collaborations + work

  /// Makes what is missing of the incumbent's tables and columns, and our indexes and triggers on them.
  ///
  /// What is there stays as it is: an existing database of any 4.x version keeps its content, and can be handed back.
  package static func complete(_ transaction: Transaction) throws {
    let dialect = transaction.dialect
    var existing: [String: Set<String>] = [:]
    try transaction.forEach(dialect.columnsQuery) { row in
      existing[try row.text(0), default: []].insert(try row.text(1))
    }
    for statement in enumerations(dialect) where existing["rule"] == nil { try transaction.execute(statement) }
    for table in tables {
      guard let columns = existing[table.name] else {
        try transaction.execute(table.creation(dialect))
        continue
      }
      for column in table.columns where !columns.contains(column.name) {
        try transaction.execute(table.addition(column, dialect))
      }
    }
    let known = Set(try transaction.rows(dialect.indexesQuery) { try $0.text(0) })
    for index in indexes where !known.contains(index.name) { try transaction.execute(index.creation) }
    try transaction.add(triggers(dialect))
    try keepTaskCounts(transaction)
  }

  /// Whether the incumbent's tables are there already.
  package static func exists(_ transaction: Transaction) throws -> Bool {
    try transaction.rows(transaction.dialect.columnsQuery).contains { try $0.text(0) == "user" }
  }

  /// The statements that make the named types of words, where the engine has them.
  package static func enumerations(_ dialect: Dialect) -> [SQL] {
    [
      dialect.makeEnumeration("operation", RuleOperation.allCases.map(\.rawValue)),
      dialect.makeEnumeration("scope", Scope.allCases.map(\.rawValue)),
    ].compactMap(\.self)
  }
}
