import PolderCore
package import PolderSQL

/// Gives numbers for new rows: above every number in the table and every number ever given.
package enum IDAllocator {
  /// The next number of a series.
  package static func next(_ series: NumberSeries, _ transaction: Transaction) throws -> Int64 {
    try reserve(1, of: series, transaction).lowerBound
  }

  /// The next numbers of a series, in one statement; at least one.
  package static func reserve(_ count: Int, of series: NumberSeries, _ transaction: Transaction) throws
    -> ClosedRange<Int64>
  {
    let count = max(1, count)
    let column = SQL(identifier: series.column)
    let given: SQL = "polder_high_water.number + \(count)"
    // A number that another program gave since counts as well, which is why the table is asked each time.
    let sql: SQL = """
      INSERT INTO polder_high_water (name, number) \
      SELECT \(series.rawValue), COALESCE(MAX(\(column)), 0) + \(count) FROM \(identifier: series.table) WHERE 1 = 1 \
      ON CONFLICT (name) DO UPDATE SET number = \(transaction.dialect.greater(given, "excluded.number")) \
      RETURNING number
      """
    guard let last = try transaction.first(sql)?.int64(0) else {
      throw SQLError(.other, "The database gave no number for a new row.", statement: sql.text)
    }
    return (last - Int64(count) + 1)...last
  }
}
