import PolderCore
import PolderPassword
import PolderSQL
import PolderSQLite
import PolderServer
import PolderTesting
import Testing

struct FreshDatabaseTests {
  @Test("a fresh SQLite database declares the incumbent's tables letter for letter, in its order")
  func tables() async throws {
    let ours = try SQLiteDatabase.inMemory()
    try await ours.write { sql in
      try ServerSchema.migrator.migrate(sql)
      try ServerSchema.complete(sql)
    }
    let query: SQL = """
      SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'polder%' AND name NOT LIKE 'sqlite%' \
      ORDER BY rowid
      """
    let expected = try await TestFolder.with { folder in
      let theirs = try SQLiteDatabase(path: try ServerDatabaseFixture.incumbentFile(in: folder))
      let rows = try await theirs.read { try $0.rows(query) }
      try theirs.close()
      return rows
    }
    #expect(expected.count == 19)
    #expect(try await ours.read { try $0.rows(query) } == expected)
  }

  @Test("what is declared on PostgreSQL are the incumbent's statements letter for letter, in its order")
  func postgresTables() throws {
    let types = ServerSchema.enumerations(.postgres)
    #expect(types.count == 2)
    let ours = ServerSchema.tables.map { $0.creation(.postgres).text.split(whereSeparator: \.isWhitespace) }
    let theirs = try ServerDatabaseFixture.incumbentSchema.split(separator: ";")
      .map { $0.split(whereSeparator: \.isWhitespace) }.filter { $0.starts(with: ["CREATE", "TABLE"]) }
    #expect(ours == theirs)
  }

  @Test("a fresh database holds the incumbent's rows in its order, all but the password's hash")
  func rows() async throws {
    let ours = try await ServerDatabaseFixture.ready()
    let theirs = try await ServerDatabaseFixture(incumbent: true)
    for table in ServerSchema.tables {
      let columns = table.columns.map { $0.name == "password" ? "NULL" : SQL(identifier: $0.name) }
      let query: SQL =
        "SELECT \(SQL.joined(columns)) FROM \(identifier: table.name) ORDER BY \(ServerDatabaseFixture.written)"
      #expect(try await ours.values(query) == theirs.values(query), "\(table.name)")
    }
    #expect(try await ours.numbers("SELECT COUNT(*) FROM role_rule_association") == [204])
    #expect(try await ours.values("SELECT password FROM \"user\"") == [[.text(ServerDatabaseFixture.hash)]])
  }

  @Test("the password of root is generated, told once, and obeys the password rules")
  func generatedPassword() async throws {
    let fixture = try await ServerDatabaseFixture()
    let first = try await fixture.prepare(.generated)
    let password = try #require(first.generatedPassword)
    #expect(first.wasEmpty && first.madeRoot && first.migrations == ServerSchema.migrator.migrations.map(\.number))
    #expect(password.count == 23 && password.contains(where: \.isNumber) && password.contains(where: \.isUppercase))
    let stored = try await fixture.values("SELECT password FROM \"user\"")
    let hash = try #require(stored.first.map { try Row($0).text(0) })
    #expect(BcryptHash(hash)?.cost == 12)
    #expect(try await Passwords().verify(password, against: hash))
    let second = try await fixture.prepare(.generated)
    #expect(!second.wasEmpty && !second.madeRoot && second.migrations.isEmpty && second.generatedPassword == nil)
  }

  @Test("root's moments of creation are kept for judging tokens")
  func principal() async throws {
    let fixture = try await ServerDatabaseFixture.ready()
    let rows = try await fixture.values("SELECT * FROM polder_principal")
    #expect(rows == [[.integer(1), .integer(1_700_000_000_123), .integer(1_700_000_000_123), .null]])
  }

  @Test("two servers that start together on a fresh file make one root")
  func together() async throws {
    let fixture = try await ServerDatabaseFixture()
    async let one = fixture.prepare(.generated)
    async let two = fixture.prepare(.generated)
    let made = try await [one, two]
    #expect(made.filter(\.madeRoot).count == 1 && made.compactMap(\.generatedPassword).count == 1)
    #expect(try await fixture.numbers("SELECT COUNT(*) FROM \"user\"") == [1])
    #expect(try await fixture.numbers("SELECT COUNT(*) FROM rule") == [86])
  }

  @Test("preparing a ready database takes few statements and changes nothing")
  func idempotent() async throws {
    let fixture = try await ServerDatabaseFixture.ready()
    let before = try await fixture.values(
      "SELECT role_id, rule_id FROM role_rule_association ORDER BY \(ServerDatabaseFixture.written)")
    let count = fixture.database.statementCount
    try await fixture.prepare()
    #expect(fixture.database.statementCount - count <= 30)
    #expect(
      try await fixture.values(
        "SELECT role_id, rule_id FROM role_rule_association ORDER BY \(ServerDatabaseFixture.written)") == before)
  }

  @Test("every reference to another table has an index that begins with it")
  func indexes() async throws {
    let fixture = try await ServerDatabaseFixture.ready()
    for table in ServerSchema.tables {
      for reference in table.references where reference.column != "id" {
        let plan = try await fixture.database.read { sql in
          try QueryPlan.of(
            "SELECT * FROM \(identifier: table.name) WHERE \(identifier: reference.column) = 1", sql)
        }
        let ways = ["USING INDEX polder_", "USING COVERING INDEX polder_", "Scan using polder_"]
        #expect(plan.contains { line in ways.contains { line.contains($0) } }, "\(plan)")
      }
    }
  }
}
