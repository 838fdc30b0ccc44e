import PolderSQL
import PolderSQLite
import Testing

struct RowTests {
  private let row = Row([.null, .integer(3), .real(2.5), .text("x"), .blob([1])])

  @Test("fields of the kind asked for are read by position")
  func reading() throws {
    #expect(try row.int(1) == 3 && row.int64(1) == 3 && row.bool(1) && row.double(1) == 3)
    #expect(try row.double(2) == 2.5 && row.text(3) == "x" && row.blob(4) == [1] && row.blob(3) == [120])
    #expect(try row.optionalInt(0) == nil && row.optionalText(0) == nil && row.optionalBlob(0) == nil)
    #expect(try row.optionalBool(0) == nil && row.optionalDouble(0) == nil && row.isNull(0) && !row.isNull(1))
    #expect(row.count == 5)
  }

  @Test("a field of another kind, a missing value and a missing column are errors that name them, without the value")
  func mismatches() {
    func failure(_ read: () throws -> Void) -> String? {
      do {
        try read()
        return nil
      } catch {
        return (error as? SQLError).map { $0.kind == .mismatch ? $0.message : "\($0.kind)" }
      }
    }
    #expect(failure { _ = try row.int(3) } == "Column 3 of the result holds text where integer is expected.")
    #expect(failure { _ = try row.text(1) } == "Column 1 of the result holds integer where text is expected.")
    #expect(failure { _ = try row.text(0) } == "Column 0 of the result holds null where text is expected.")
    #expect(failure { _ = try row.blob(2) } == "Column 2 of the result holds real where blob is expected.")
    #expect(failure { _ = try row.value(5) } == "The result has 5 columns; column 5 was asked for.")
  }

  @Test("every value comes back from the database as it went in, from columns of either engine")
  func roundTrip() async throws {
    let rows: [[SQLValue]] = [
      [.integer(.min), .real(-0.1), .text(""), .blob([])],
      [.integer(.max), .real(1e300), .text("a\tb\n\\ 'é' 🦠"), .blob([0, 255])],
      [
        .integer(0), .real(0), .text(String(repeating: "long ", count: 100_000)),
        .blob(Array(repeating: 7, count: 9_999)),
      ],
      [.null, .null, .null, .null],
    ]
    let database = try await emptyDatabase()
    let back = try await database.write { sql in
      try sql.execute(
        """
        CREATE TABLE kind (id INTEGER, whole \(sql.dialect.name(of: .long)), part DOUBLE PRECISION, word TEXT, \
        bytes \(sql.dialect.name(of: .blob)))
        """)
      for (id, row) in rows.enumerated() {
        try sql.execute("INSERT INTO kind VALUES \(rows: [[.integer(Int64(id))] + row])")
      }
      return try sql.rows("SELECT whole, part, word, bytes FROM kind ORDER BY id").map(\.values)
    }
    #expect(back == rows)
  }

  // PostgreSQL's texts have no NUL: PostgresValueTests holds that such a text is refused and not cut off.
  @Test("SQLite's texts keep a NUL, and parameters of every kind come back without a table")
  func parameters() async throws {
    let values: [SQLValue] = [
      .null, .integer(.min), .integer(.max), .real(-0.1), .text(""), .text("a\0b é 🦠"), .blob([]), .blob([0, 255]),
    ]
    let database = try await sqliteItems()
    let back = try await database.read { try $0.first("SELECT \(SQL.joined(values.map { SQL(value: $0) }))")?.values }
    #expect(back == values)
  }
}
