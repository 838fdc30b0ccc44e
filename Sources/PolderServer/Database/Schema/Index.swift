import PolderSQL

/// An index of ours on one of the incumbent's tables; it changes no meaning.
struct Index: Sendable {
  let table: String
  let columns: [String]
  /// A condition in the language that both engines share, or nil for every row.
  let condition: SQL?

  init(_ table: String, _ columns: String..., where condition: SQL? = nil) {
    self.table = table
    self.columns = columns
    self.condition = condition
  }

  var name: String {
    let words = [table.lowercased()] + columns + (condition == nil ? [] : ["some"])
    return "polder_" + words.joined(separator: "_")
  }

  var creation: SQL {
    let list = SQL.joined(columns.map { SQL(identifier: $0) })
    let sql: SQL = "CREATE INDEX IF NOT EXISTS \(identifier: name) ON \(identifier: table) (\(list))"
    return condition.map { sql + " WHERE " + $0 } ?? sql
  }
}
