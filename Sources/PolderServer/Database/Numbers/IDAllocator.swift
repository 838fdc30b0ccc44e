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
    if series.isKey, let drawn = try draw(count, of: series, transaction) { return drawn }
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

  /// Takes the numbers from the engine's own sequence, where it has one: another program takes its numbers there too.
  ///
  /// Numbers that another program took in between, and those that are not above all others, are left unused.
  private static func draw(
    _ count: Int, of series: NumberSeries, _ transaction: Transaction
  ) throws -> ClosedRange<Int64>? {
    guard let query = transaction.dialect.draw(count, from: series.table, above: floor(of: series)) else { return nil }
    for _ in 0..<16 {
      guard let row = try transaction.first(query), let first = try row.optionalInt64(0) else { return nil }
      let (last, floor) = (try row.int64(1), try row.int64(2))
      if first > floor, last - first == Int64(count) - 1 { return first...last }
      if first <= floor, let advance = transaction.dialect.advance(series.table, to: max(floor, last)) {
        _ = try transaction.rows(advance)
      }
    }
    throw SQLError(.busy, "Another program takes the numbers of \(series.table) faster than they can be reserved.")
  }

  /// The highest number of a series that a row has or had.
  private static func floor(of series: NumberSeries) -> SQL {
    """
    GREATEST((SELECT COALESCE(MAX(id), 0) FROM \(identifier: series.table)), \
    (SELECT COALESCE(MAX(number), 0) FROM polder_high_water WHERE name = \(series.rawValue)))
    """
  }
}
