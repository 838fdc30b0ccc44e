import PolderCore
import PolderHTTP
import PolderService
import PolderSQL

/// A query for rows of one kind, whose conditions are added one by one.
struct Listing {
  private let columns: SQL
  private let tables: SQL
  private var conditions: [SQL] = []
  private var counts: SQL?

  /// A query; `counts` is a table under the name of the first, with how many rows of it each collaboration has.
  init(_ columns: SQL, from tables: SQL, counts: SQL? = nil) {
    self.columns = columns
    self.tables = tables
    self.counts = counts
  }

  mutating func require(_ condition: SQL) {
    conditions.append(condition)
    counts = nil
  }

  /// Adds a condition on nothing but the collaboration.
  mutating func require(ofCollaboration condition: SQL) { conditions.append(condition) }

  mutating func equal(_ expression: SQL, _ value: (some SQLBindable)?) {
    if let value { require("\(expression) = \(value)") }
  }

  mutating func like(_ expression: SQL, _ pattern: String?, _ dialect: Dialect) {
    if let pattern { require(dialect.like(expression, pattern)) }
  }

  mutating func from(_ expression: SQL, _ moment: Timestamp?) {
    if let moment { require("\(expression) >= \(moment)") }
  }

  /// Up to a moment, which is the whole day when only a date was given (deviation 5).
  mutating func till(_ expression: SQL, _ moment: Timestamp?, day isDay: Bool) {
    guard let moment else { return }
    require(isDay ? "\(expression) < \(moment + .seconds(86_400))" : "\(expression) <= \(moment)")
  }

  /// Whether nothing was required so far.
  var isOfAll: Bool { conditions.isEmpty }

  /// The rows from an offset on, at most so many, and no more of them than fit into some bytes.
  func rows<Record: ListedRecord>(
    order: SQL, most: Int64, from offset: Int64, bytes: Int, _ sql: Transaction
  ) throws -> (rows: [Record], areAll: Bool) {
    try Self.rows("\(query) \(order) LIMIT \(most) OFFSET \(offset)", bytes, sql)
  }

  /// The rows of ids in order, no more of them than fit into some bytes, but one at least where there is one.
  func rows<Record: ListedRecord>(
    of ids: some Collection<Int64>, order: SQL, bytes: Int, _ sql: Transaction
  ) throws -> (rows: [Record], areAll: Bool) {
    try Self.rows("SELECT \(columns) FROM \(tables) WHERE \(.in(Record.key, ids)) \(order)", bytes, sql)
  }

  private static func rows<Record: ListedRecord>(
    _ query: SQL, _ bytes: Int, _ sql: Transaction
  ) throws -> (rows: [Record], areAll: Bool) {
    var rows: [Record] = []
    var left = bytes
    var areAll = true
    try sql.visit(query) { row in
      guard left > 0 else {
        areAll = false
        return false
      }
      let record = try Record(row)
      left -= record.size
      rows.append(record)
      return true
    }
    return (rows, areAll)
  }

  /// The ids of a page's rows, by the column that holds them.
  func ids(_ key: SQL, _ paging: Paging, order: SQL, _ sql: Transaction) throws -> [Int64] {
    try sql.rows("SELECT \(key) FROM \(tables) WHERE \(SQL.and(conditions)) \(order) \(paging.limit)") {
      try $0.int64(0)
    }
  }

  /// How many rows there are.
  func count(_ sql: Transaction) throws -> Int64 {
    try sql.first("SELECT \(number) WHERE \(SQL.and(conditions))") { try $0.int64(0) } ?? 0
  }

  private var number: SQL {
    counts.map { "CAST(COALESCE(SUM(number), 0) AS BIGINT) FROM \($0)" } ?? "COUNT(*) FROM \(tables)"
  }

  /// All rows.
  func all<Item>(order: SQL, _ sql: Transaction, as make: (Row) throws -> Item) throws -> [Item] {
    try sql.rows("\(query) \(order)", as: make)
  }

  /// The statement without order.
  var query: SQL { "SELECT \(columns) FROM \(tables) WHERE \(SQL.and(conditions))" }
}
