import PolderSQL

/// How an engine goes about a query.
enum QueryPlan {
  /// The plan's lines, in the engine's own words. With PostgreSQL as it is for a table too large to be read whole, which
  /// the tables of tests are not.
  static func of(_ query: SQL, _ sql: Transaction) throws -> [String] {
    switch sql.dialect {
    case .sqlite: return try sql.rows("EXPLAIN QUERY PLAN \(query)") { try $0.text(3) }
    case .postgres:
      for way in ["enable_seqscan", "enable_bitmapscan", "enable_sort"] {
        try sql.execute(SQL(unchecked: "SET LOCAL \(way) = off"))
      }
      return try sql.rows("EXPLAIN \(query)") { try $0.text(0) }
    }
  }
}
