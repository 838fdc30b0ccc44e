import PolderSQL
import PolderSQLite
import Testing

struct SQLErrorTests {
  @Test(
    "each broken rule of the schema has its kind",
    arguments: [
      ("INSERT INTO rule (id, name, size) VALUES (1, 'new', 1)", SQLError.Kind.constraint(.primaryKey)),
      ("INSERT INTO rule (id, name, size) VALUES (2, 'a', 1)", .constraint(.unique)),
      ("INSERT INTO rule (id, name, size) VALUES (2, NULL, 1)", .constraint(.notNull)),
      ("INSERT INTO rule (id, name, size) VALUES (2, 'b', -1)", .constraint(.check)),
      ("INSERT INTO nothing VALUES (1)", .statement),
      ("INSERT INTO", .statement),
    ])
  func constraints(statement: String, kind: SQLError.Kind) async throws {
    let database = try await emptyDatabase()
    try await database.write { transaction in
      try transaction.execute(
        "CREATE TABLE rule (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, size INTEGER CHECK (size > 0))")
      try transaction.execute("INSERT INTO rule VALUES (1, 'a', 1)")
    }
    let found = await kindOfFailure { try await database.write { _ = try $0.execute(SQL(unchecked: statement)) } }
    #expect(found == kind)
  }

  @Test("an error tells the statement and never a parameter's value")
  func noValues() async throws {
    let database = try await itemDatabase()
    let error = await #expect(throws: SQLError.self) {
      try await database.write { transaction in
        for _ in 1...2 { try transaction.execute("INSERT INTO item (name) VALUES (\("a secret"))") }
      }
    }
    let text = error.map(String.init(describing:)) ?? ""
    #expect(text.contains("item") && text.contains("INSERT INTO item"))
    #expect(!text.contains("secret"))
  }

  @Test("a missing or superfluous parameter and a second statement are refused")
  func misuse() async throws {
    let database = try await itemDatabase()
    #expect(await kindOfFailure { try await database.read { _ = try $0.rows("SELECT ?") } } == .statement)
    let two = await kindOfFailure {
      try await database.write { _ = try $0.execute("DELETE FROM item; DROP TABLE item") }
    }
    #expect(two == .statement)
    #expect(try await database.count() == 0)
  }

  @Test("a transaction that reads can not write, in a file and in memory")
  func readOnly() async throws {
    let folder = try TemporaryFolder()
    let databases: [any PolderSQL.Database] = [
      try await sqliteItems(folder.file()), try await sqliteItems(), try await itemDatabase(),
    ]
    for database in databases {
      let kind = await kindOfFailure {
        try await database.read { _ = try $0.execute("INSERT INTO item (name) VALUES ('x')") }
      }
      #expect(kind == .readOnly)
      #expect(try await database.count() == 0)
      try database.close()
    }
  }

  @Test("a full disk fails the write that did not fit, and the database goes on")
  func full() async throws {
    let folder = try TemporaryFolder()
    let database = try await sqliteItems(folder.file())
    try await database.write { _ = try $0.rows("PRAGMA max_page_count = 20") }
    let kind = await kindOfFailure {
      try await database.write {
        _ = try $0.execute("INSERT INTO item (name) VALUES (\(String(repeating: "x", count: 500_000)))")
      }
    }
    #expect(kind == .full)
    try await database.write { _ = try $0.execute("INSERT INTO item (name) VALUES ('small')") }
    #expect(try await database.names() == ["small"])
    try database.close()
  }

  @Test("a closed database says so")
  func closed() async throws {
    let database = try await itemDatabase()
    try database.close()
    #expect(await kindOfFailure { _ = try await database.names() } == .closed)
    #expect(await kindOfFailure { try await database.write { _ = try $0.execute("DELETE FROM item") } } == .closed)
  }
}
