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

  /// The rows of one page, and how many rows all pages have together, which is counted unless it is `known`.
  func page<Item>(
    _ paging: Paging, order: SQL, known: Int64? = nil, _ sql: Transaction, as make: (Row) throws -> Item
  ) throws -> (items: [Item], total: Int64) {
    let items = try sql.rows("\(query) \(order) \(paging.limit)", as: make)
    let isLast = paging.perPage.map { Int64(items.count) < $0 } ?? true
    if isLast, !items.isEmpty || paging.page == 1 { return (items, paging.offset + Int64(items.count)) }
    if let known { return (items, known) }
    let count = try sql.first("SELECT \(number) WHERE \(SQL.and(conditions))") { try $0.int64(0) }
    return (items, count ?? 0)
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
