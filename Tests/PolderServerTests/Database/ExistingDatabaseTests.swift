import PolderCore
import PolderSQL
import PolderServer
import Testing

struct ExistingDatabaseTests {
  @Test("the incumbent's database opens as it is: none of its rows change, and no user is made")
  func incumbent() async throws {
    let fixture = try await ServerDatabaseFixture(incumbent: true)
    func content() async throws -> [[[SQLValue]]] {
      var tables: [[[SQLValue]]] = []
      for table in ServerSchema.tables {
        tables.append(
          try await fixture.values("SELECT * FROM \(identifier: table.name) ORDER BY \(ServerDatabaseFixture.written)"))
      }
      return tables
    }
    let before = try await content()
    let preparation = try await fixture.prepare(.generated)
    #expect(try await content() == before)
    #expect(!preparation.wasEmpty && !preparation.madeRoot && preparation.generatedPassword == nil)
  }

  @Test("the tasks of an existing database are counted once, when its counts begin to be kept")
  func taskCounts() async throws {
    let fixture = try await ServerDatabaseFixture(incumbent: true)
    try await fixture.run(
      "INSERT INTO collaboration (id, name, encrypted) VALUES (81, 'a', \(false)), (82, 'b', \(false))",
      "INSERT INTO task (id, collaboration_id) VALUES (901, 81), (902, 82), (903, 82), (904, NULL)")
    for _ in 0..<2 {
      try await fixture.prepare()
      let counts: SQL =
        "SELECT number FROM polder_task_count WHERE collaboration_id IN (81, 82) ORDER BY collaboration_id"
      #expect(try await fixture.numbers(counts) == [1, 2])
    }
  }

  @Test("columns that an older version lacks are added without a value; roles it does not mark are found by name")
  func older() async throws {
    let fixture = try await ServerDatabaseFixture(incumbent: true)
    try await fixture.run(
      "INSERT INTO run (id, status) VALUES (5, 'pending')", "ALTER TABLE run DROP COLUMN blob_storage_used",
      "ALTER TABLE run DROP COLUMN cleanup_at", "UPDATE role SET is_default_role = NULL", "DROP TABLE algorithmport",
      "DELETE FROM role_rule_association WHERE role_id IN (1, 3, 4) AND rule_id = 21")
    try await fixture.prepare()
    #expect(try await fixture.values("SELECT blob_storage_used, cleanup_at FROM run") == [[.null, .null]])
    #expect(try await fixture.numbers("SELECT COUNT(*) FROM algorithmport") == [0])
    #expect(try await fixture.rules(of: "Root").contains(21))
    #expect(try await fixture.rules(of: "node").contains(21))
    #expect(try await !fixture.rules(of: "Viewer").contains(21), "an unmarked role is an operator's own")
    #expect(try await fixture.numbers("SELECT COUNT(*) FROM role") == [7])
  }

  @Test("a default role is brought in line; container and node keep what an operator added")
  func roles() async throws {
    let fixture = try await ServerDatabaseFixture(incumbent: true)
    try await fixture.run(
      "UPDATE role SET description = 'changed' WHERE name = 'Viewer'",
      "INSERT INTO role_rule_association VALUES (4, 1), (2, 1), (1, 85)",
      "DELETE FROM role_rule_association WHERE role_id = 5", "DELETE FROM role_rule_association WHERE role_id = 3")
    try await fixture.prepare()
    #expect(try await fixture.rules(of: "Viewer") == [51, 55, 44, 21, 22, 14, 58, 3, 2, 29, 39, 69, 70, 71, 77])
    #expect(try await fixture.rules(of: "Researcher").count == 17)
    #expect(try await fixture.rules(of: "container").count == 9)
    #expect(try await fixture.rules(of: "node") == [3, 6, 14, 21, 22, 24, 29, 39, 69, 77])
    let description = try await fixture.values("SELECT description FROM role WHERE name = 'Viewer'")
    #expect(description == [[.text(DefaultRole.viewer.description)]])
  }

  @Test("an operator's own role by the name of a default role stays, and a missing default role is made")
  func ownRoles() async throws {
    let fixture = try await ServerDatabaseFixture(incumbent: true)
    try await fixture.run(
      "UPDATE role SET is_default_role = false, description = 'ours' WHERE name = 'Viewer'",
      "DELETE FROM role_rule_association WHERE role_id IN (4, 5)", "DELETE FROM role WHERE id = 5")
    try await fixture.prepare()
    #expect(try await fixture.rules(of: "Viewer").isEmpty)
    #expect(try await fixture.numbers("SELECT id FROM role WHERE name = 'Researcher'") == [8])
    #expect(try await fixture.rules(of: "Researcher").count == 17)
  }

  @Test("rules have the numbers that the database gave them, and missing ones get new numbers")
  func rules() async throws {
    let fixture = try await ServerDatabaseFixture(incumbent: true)
    try await fixture.run(
      """
      INSERT INTO rule (id, name, operation, scope, description) \
      SELECT 900, name, operation, scope, description FROM rule WHERE id = 3
      """, "UPDATE role_rule_association SET rule_id = 900 WHERE rule_id = 3", "DELETE FROM rule WHERE id = 3",
      "DELETE FROM role_rule_association WHERE rule_id = 28", "DELETE FROM rule WHERE id = 28",
      "INSERT INTO rule (id, name, operation, scope) VALUES (950, 'future', 'VIEW', 'GLOBAL')")
    try await fixture.prepare()
    let numbers = try await fixture.database.read { try RuleSeeding.numbers($0) }
    #expect(numbers.count == 86)
    #expect(numbers[RuleKey(.node, .organization, .view)] == 900)
    #expect(numbers[RuleKey(.task, .global, .view)] == 951)
    #expect(try await fixture.rules(of: "Root").contains(951))
    #expect(try await fixture.rules(of: "Viewer").contains(900))
  }

  @Test("root is made again when there is no user of that name, in the organization root, with an address if free")
  func rootAgain() async throws {
    let fixture = try await ServerDatabaseFixture(incumbent: true)
    try await fixture.run("UPDATE \"user\" SET username = 'admin'")
    let preparation = try await fixture.prepare()
    #expect(preparation.madeRoot && !preparation.wasEmpty)
    let users = try await fixture.values("SELECT id, username, email, organization_id FROM \"user\" ORDER BY id")
    #expect(users.last == [.integer(2), .text("root"), .null, .integer(1)])
    #expect(try await fixture.numbers("SELECT role_id FROM \"Permission\" WHERE user_id = 2") == [1])
    #expect(try await fixture.numbers("SELECT COUNT(*) FROM organization") == [1])
  }

  @Test("a database that a newer version wrote is refused, and nothing in it changes")
  func newer() async throws {
    let fixture = try await ServerDatabaseFixture.ready()
    try await fixture.run("INSERT INTO polder_migration (number) VALUES (99)", "DELETE FROM \"Permission\"")
    let error = await #expect(throws: SQLError.self) { try await fixture.prepare() }
    #expect(error?.kind == .newer(found: 99, known: ServerSchema.migrator.newest))
    #expect(try await fixture.numbers("SELECT COUNT(*) FROM \"Permission\"") == [0])
  }
}
