import PolderSQL
import PolderSQLite
import Testing

struct DialectTests {
  @Test("PostgreSQL's placeholders are numbered, and a question mark inside a text is not one")
  func placeholders() {
    let sql: SQL = "SELECT '?', é FROM t WHERE a = \(1) AND b IN \(list: [2, 3]) AND c = '?' AND d = \("é")"
    #expect(Dialect.sqlite.text(of: sql) == sql.text)
    #expect(
      Dialect.postgres.text(of: sql)
        == "SELECT '?', é FROM t WHERE a = $1 AND b IN ($2, $3) AND c = '?' AND d = $4")
  }

  @Test("more than nine placeholders and none at all")
  func manyPlaceholders() {
    let sql: SQL = "(\(values: Array(1...11)))"
    #expect(Dialect.postgres.text(of: sql) == "(($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11))")
    #expect(Dialect.postgres.text(of: "SELECT 1") == "SELECT 1")
  }

  @Test("LIKE ignores ASCII case, and only that")
  func like() async throws {
    let database = try await itemDatabase()
    try await database.write {
      try $0.execute("INSERT INTO item (name) VALUES ('Étude'), ('étude'), ('STUDY'), ('a\\b')")
    }
    let found = try await database.read { transaction in
      try ["st%", "é%", "%\\%", "%_%"].map { pattern in
        try transaction.rows("SELECT name FROM item WHERE \(transaction.dialect.like("name", pattern)) ORDER BY id")
          .map { try $0.text(0) }
      }
    }
    #expect(found == [["STUDY"], ["étude"], ["a\\b"], ["Étude", "étude", "STUDY", "a\\b"]])
    #expect(Dialect.postgres.like("name", "a%").text == "name COLLATE \"C\" ILIKE ? ESCAPE ''")
  }

  @Test("the dialect's words are words that the engine knows")
  func words() async throws {
    let database = try await emptyDatabase()
    try await database.write { transaction in
      let dialect = transaction.dialect
      try transaction.execute(
        """
        CREATE TABLE word (id \(dialect.serialKey), big \(dialect.name(of: .long)), bytes \(dialect.name(of: .blob)), \
        moment \(dialect.name(of: .timestamp)))
        """)
      try transaction.execute("CREATE INDEX polder_word ON word (big)")
      let first = try transaction.insert("INSERT INTO word (big, moment) VALUES (\(1), CURRENT_TIMESTAMP)")
      let now = try #require(try transaction.first("SELECT \(dialect.nowText)")).text(0)
      #expect(now.count >= 19 && now.hasPrefix("20") && now.contains(" "), "\(now)")
      try transaction.execute("DELETE FROM word")
      let second = try transaction.insert("INSERT INTO word (big) VALUES (\(dialect.greater("2", "1")))")
      #expect(first == 1 && second == 2, "a serial key gives no number twice")
      let columns = try transaction.rows(dialect.columnsQuery).map { try [$0.text(0), $0.text(1)] }
      #expect(columns.filter { $0[0] == "word" }.map { $0[1] } == ["id", "big", "bytes", "moment"])
      #expect(try transaction.rows(dialect.indexesQuery).map { try $0.text(0) }.contains("polder_word"))
      _ = try transaction.rows(
        "SELECT id FROM word ORDER BY \(dialect.order(by: "big", descending: true))\(dialect.forUpdate)")
      if let lock = dialect.exclusive(1) { _ = try transaction.rows(lock) }
    }
  }

  @Test("types have the names that the incumbent's schemas have in either engine")
  func types() {
    let types: [ColumnType] = [
      .serial, .integer, .long, .varchar(nil), .varchar(32), .text, .boolean, .timestamp, .blob,
      .enumeration("scope", width: 13),
    ]
    #expect(
      types.map { Dialect.sqlite.name(of: $0).text } == [
        "INTEGER NOT NULL", "INTEGER", "INTEGER", "VARCHAR", "VARCHAR(32)", "TEXT", "BOOLEAN", "DATETIME", "BLOB",
        "VARCHAR(13)",
      ])
    #expect(
      types.map { Dialect.postgres.name(of: $0).text } == [
        "SERIAL NOT NULL", "INTEGER", "BIGINT", "VARCHAR", "VARCHAR(32)", "TEXT", "BOOLEAN",
        "TIMESTAMP WITHOUT TIME ZONE", "BYTEA", "scope",
      ])
    #expect(["user", "Member", "key"].map { Dialect.sqlite.schemaName($0).text } == ["user", "\"Member\"", "\"key\""])
    #expect(
      ["user", "Member", "key"].map { Dialect.postgres.schemaName($0).text } == ["\"user\"", "\"Member\"", "key"])
  }

  @Test("what is to happen after a deletion happens for every row, and may be declared again")
  func afterDelete() async throws {
    let database = try await itemDatabase()
    let deleted = try await database.write { transaction in
      try transaction.execute("CREATE TABLE log (id INTEGER)")
      let triggers = transaction.dialect.afterDelete(
        from: "item", trigger: "polder_log", ["INSERT INTO log (id) VALUES (OLD.id)", "DELETE FROM log WHERE id = 2"])
      for _ in 0..<2 { try transaction.add(triggers) }
      try transaction.execute("INSERT INTO item (id) VALUES (1), (2), (3)")
      try transaction.execute("DELETE FROM item")
      return try transaction.rows("SELECT id FROM log ORDER BY id") { try $0.int(0) }
    }
    #expect(deleted == [1, 3])
  }

  @Test("what is to happen after a change happens for what is made, changed and deleted, and may be declared again")
  func afterChange() async throws {
    let database = try await itemDatabase()
    let seen = try await database.write { transaction in
      try transaction.execute("CREATE TABLE mark (state \(transaction.dialect.name(of: .long)))")
      try transaction.execute("INSERT INTO mark (state) VALUES (0)")
      let triggers = transaction.dialect.afterChange(
        of: "item", trigger: "polder_mark", "UPDATE mark SET state = \(transaction.dialect.randomNumber)")
      for _ in 0..<2 { try transaction.add(triggers) }
      var seen = [try transaction.first("SELECT state FROM mark")?.int64(0)]
      for change in ["INSERT INTO item (id) VALUES (1)", "UPDATE item SET id = 2", "DELETE FROM item"] as [SQL] {
        try transaction.execute(change)
        seen.append(try transaction.first("SELECT state FROM mark")?.int64(0))
      }
      return seen
    }
    #expect(Set(seen).count == 4)
  }

  @Test("how many rows have each value is kept, however many are made, changed or deleted at once")
  func keepCounts() async throws {
    let database = try await itemDatabase()
    try await database.write { transaction in
      let long = transaction.dialect.name(of: .long)
      try transaction.execute("CREATE TABLE part (id INTEGER, item_id INTEGER)")
      try transaction.execute("CREATE TABLE parts (item_id INTEGER PRIMARY KEY, number \(long) NOT NULL)")
      let triggers = transaction.dialect.keepCounts(of: "part", by: "item_id", in: "parts", trigger: "polder_parts")
      #expect(try transaction.add(triggers) == triggers.count)
      #expect(try transaction.add(triggers) == 0)
      func counts() throws -> [Int: Int] {
        let rows = try transaction.rows("SELECT item_id, number FROM parts") { (try $0.int(0), try $0.int(1)) }
        return Dictionary(uniqueKeysWithValues: rows).filter { $0.value != 0 }
      }
      try transaction.execute("INSERT INTO part (id, item_id) VALUES (1, 7), (2, 7), (3, 8), (4, NULL)")
      #expect(try counts() == [7: 2, 8: 1, 0: 1])
      try transaction.execute("INSERT INTO part (id, item_id) VALUES (5, 7)")
      try transaction.execute("UPDATE part SET item_id = 8 WHERE id < 3")
      try transaction.execute("UPDATE part SET id = 60 WHERE id = 5")
      #expect(try counts() == [7: 1, 8: 3, 0: 1])
      try transaction.execute("UPDATE part SET item_id = NULL WHERE item_id = 8")
      #expect(try counts() == [7: 1, 0: 4])
      try transaction.execute("DELETE FROM part WHERE id < 4")
      #expect(try counts() == [7: 1, 0: 1])
      if transaction.dialect == .postgres {
        try transaction.execute("TRUNCATE part")
        #expect(try counts().isEmpty)
      }
    }
  }
}
