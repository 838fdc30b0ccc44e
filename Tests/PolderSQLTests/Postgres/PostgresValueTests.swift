import PolderPostgres
import PolderSQL
import PolderTesting
import Testing

@Suite(.enabled(if: TestPostgres.isThere))
struct PostgresValueTests {
  @Test("values come back as SQLite gives them: truths as 0 and 1, moments with six digits, bytes, numbers")
  func values() async throws {
    let house = try await PostgresHouse.open()
    let bytes = (0...255).map { UInt8($0) }
    let rows = try await house.database.write { sql in
      try sql.execute(
        """
        CREATE TABLE kinds (yes BOOLEAN, no BOOLEAN, moment TIMESTAMP WITHOUT TIME ZONE, whole TIMESTAMP, bytes BYTEA, \
        small INTEGER, large BIGINT, real DOUBLE PRECISION, word VARCHAR, nothing TEXT)
        """)
      try sql.execute(
        """
        INSERT INTO kinds VALUES (\(true), \(false), \("2024-01-02 03:04:05.600000"), \("2024-01-02 03:04:05"), \
        \(bytes), \(-7), \(Int64.max), \(2.5), \("é\u{1F600}"), \(String?.none))
        """)
      return try sql.rows("SELECT * FROM kinds").map(\.values)
    }
    let expected: [SQLValue] = [
      .integer(1), .integer(0), .text("2024-01-02 03:04:05.600000"), .text("2024-01-02 03:04:05.000000"), .blob(bytes),
      .integer(-7), .integer(.max), .real(2.5), .text("é\u{1F600}"), .null,
    ]
    #expect(rows == [expected])
    let sums = try await house.database.read { sql in
      try sql.rows("SELECT SUM(large), COUNT(*), AVG(small), SUM(small), 1.5 FROM kinds").map(\.values)
    }
    #expect(sums == [[.integer(.max), .integer(1), .real(-7), .integer(-7), .real(1.5)]])
  }

  @Test("a number too large for a column is found nowhere, and is refused only where it is to be stored")
  func largeNumbers() async throws {
    let house = try await PostgresHouse.items()
    let found = try await house.database.read { sql in
      try sql.rows("SELECT id FROM item WHERE id = \(Int64.max) OR id IN \(list: [1, Int.max])")
    }
    #expect(found.isEmpty)
    let kind = await kindOfFailure {
      try await house.database.write { _ = try $0.execute("INSERT INTO item (id) VALUES (\(Int64.max))") }
    }
    #expect(kind == .statement)
  }

  @Test("a text with a NUL is refused before it is cut off, a text that is no number without being repeated")
  func unstorable() async throws {
    let house = try await PostgresHouse.items()
    let kind = await kindOfFailure {
      try await house.database.write { _ = try $0.execute("INSERT INTO item (name) VALUES (\("a\0b"))") }
    }
    #expect(kind == .unstorable)
    let error = await #expect(throws: SQLError.self) {
      try await house.database.read { _ = try $0.rows("SELECT id FROM item WHERE id = \("a secret")") }
    }
    #expect(error?.kind == .statement && error.map(String.init(describing:))?.contains("a secret") == false)
    #expect(try await house.database.count() == 0)
  }

  @Test("statements are sent whole once, then prepared, and those used last are kept")
  func keptStatements() async throws {
    let house = try await PostgresHouse.open {
      $0.keptStatements = 2
      $0.readers = 1
    }
    let kept = try await house.database.read { sql in
      for _ in 1...3 {
        for number in 1...4 { _ = try sql.first("SELECT \(raw: "1") + \(number) WHERE 1 = \(number)") }
      }
      for text in ["SELECT 1", "SELECT 2", "SELECT 3"] {
        for _ in 1...3 { _ = try sql.first(SQL(unchecked: text)) }
      }
      return try sql.rows("SELECT statement FROM pg_prepared_statements ORDER BY statement") { try $0.text(0) }
    }
    #expect(kept == ["SELECT 2", "SELECT 3"])
  }

  @Test("a statement whose table another program changed works at the next try")
  func changedTable() async throws {
    let house = try await PostgresHouse.items { $0.readers = 1 }
    let other = try await house.another()
    try await other.write { try $0.execute("INSERT INTO item (name) VALUES ('a')") }
    func widths() async throws -> [Int] {
      try await house.database.read { sql in try sql.rows("SELECT * FROM item").map(\.count) }
    }
    for _ in 1...3 { #expect(try await widths() == [2]) }
    try await other.write { try $0.execute("ALTER TABLE item ADD COLUMN size INTEGER") }
    #expect(try await widths() == [3])
    func write() async throws -> [Int] {
      try await house.database.write { sql in try sql.rows("UPDATE item SET name = name RETURNING *").map(\.count) }
    }
    for _ in 1...3 { #expect(try await write() == [3]) }
    try await other.write { try $0.execute("ALTER TABLE item DROP COLUMN size") }
    #expect(try await write() == [2])
  }

  @Test("a large result is handed over row by row, also around another query in its loop, and may be left early")
  func largeResults() async throws {
    let house = try await PostgresHouse.open { $0.readers = 1 }
    let (sum, first, inner) = try await house.database.read { sql in
      var sum = 0
      try sql.forEach("SELECT generate_series(1, 200000)") { sum += try $0.int(0) }
      let first = try sql.first("SELECT generate_series(1, 200000)")?.int(0)
      var inner = 0
      try sql.forEach("SELECT generate_series(1, 1000)") { row in
        inner += try sql.first("SELECT 1 + \(try row.int(0)) - 1")?.int(0) ?? 0
      }
      return (sum, first, inner)
    }
    #expect(sum == 20_000_100_000 && first == 1 && inner == 500_500)
  }
}
