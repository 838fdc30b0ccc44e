import PolderSQL
import PolderSQLite
import Testing

struct TransactionTests {
  @Test("execute tells how many rows changed, insert the new id, first the first row or nil")
  func basics() async throws {
    let database = try await itemDatabase()
    try await database.write { transaction in
      let ids = try ["a", "b"].map { try transaction.insert("INSERT INTO item (name) VALUES (\($0))") }
      #expect(ids == [1, 2])
      #expect(try transaction.execute("UPDATE item SET name = name || 'x'") == 2)
      #expect(try transaction.execute("DELETE FROM item WHERE id = \(9)") == 0)
      #expect(try transaction.first("SELECT name FROM item ORDER BY id")?.text(0) == "ax")
      #expect(try transaction.first("SELECT name FROM item WHERE id = \(9)") == nil)
      #expect(try transaction.first("SELECT name FROM item WHERE id = 2") { try $0.text(0) } == "bx")
    }
    #expect(try await database.names() == ["ax", "bx"])
  }

  @Test("a transaction that throws has changed nothing, and its own error comes back")
  func rollback() async throws {
    struct Refused: Error {}
    let database = try await itemDatabase()
    await #expect(throws: Refused.self) {
      try await database.write { transaction in
        try transaction.execute("INSERT INTO item (name) VALUES ('gone')")
        throw Refused()
      }
    }
    #expect(try await database.count() == 0)
  }

  @Test("a savepoint that fails undoes its own work and lets the transaction go on, also nested")
  func savepoints() async throws {
    let database = try await itemDatabase()
    try await database.write { transaction in
      try transaction.execute("INSERT INTO item (name) VALUES ('kept')")
      let error = #expect(throws: SQLError.self) {
        try transaction.savepoint {
          try transaction.execute("INSERT INTO item (name) VALUES ('undone')")
          try transaction.savepoint { _ = try transaction.execute("INSERT INTO item (name) VALUES ('inner')") }
          try transaction.execute("INSERT INTO item (name) VALUES ('kept')")
        }
      }
      #expect(error?.isUniqueViolation == true)
      let value = try transaction.savepoint { try transaction.insert("INSERT INTO item (name) VALUES ('after')") }
      #expect(try transaction.first("SELECT id FROM item WHERE name = 'after'")?.int64(0) == value)
    }
    #expect(try await database.names() == ["kept", "after"])
  }

  @Test("the same query inside its own loop does not disturb the loop")
  func nestedQueries() async throws {
    let database = try await itemDatabase()
    try await database.write { try $0.execute("INSERT INTO item (name) VALUES ('a'), ('b'), ('c')") }
    let pairs = try await database.read { transaction in
      let query: SQL = "SELECT name FROM item WHERE id > \(0) ORDER BY id"
      var pairs: [String] = []
      try transaction.forEach(query) { outer in
        try transaction.forEach(query) { inner in pairs.append(try outer.text(0) + inner.text(0)) }
      }
      return pairs
    }
    #expect(pairs == ["aa", "ab", "ac", "ba", "bb", "bc", "ca", "cb", "cc"])
  }

  @Test("statements are counted, per transaction and per database")
  func counting() async throws {
    let database = try await itemDatabase()
    let before = database.statementCount
    let count = try await database.read { transaction in
      _ = try transaction.rows("SELECT 1")
      _ = try transaction.first("SELECT 2")
      return transaction.statementCount
    }
    try await database.write { _ = try $0.execute("DELETE FROM item") }
    #expect(count == 2)
    #expect(database.statementCount - before == 3)
  }

  @Test("more different statements than are kept still work")
  func manyStatements() async throws {
    var options = SQLiteDatabase.Options()
    options.keptStatements = 8
    let database = try await sqliteItems(options: options)
    let sums = try await database.read { transaction in
      try (0..<50).map { number in try transaction.first(SQL(unchecked: "SELECT \(number)"))?.int(0) }
    }
    #expect(sums == Array(0..<50))
  }
}
