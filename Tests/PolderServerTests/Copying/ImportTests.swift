import PolderCore
import PolderPassword
import PolderSQL
import PolderServer
import PolderService
import Testing

struct ImportTests {
  private static let file = """
    organizations:
      - name: noord
        domain: noord.example
        address1: ''
        address2:
        zipcode: 1234AB
        country: NL
        public_key: AAH/
        users:
          - {username: anna, firstname: Anna, lastname: N, password: secret-Anna-1}
          - {username: bert, password: secret-Bert-1, email: bert@noord.example}
      - {name: oost, domain: , address1: , address2: , zipcode: , country: , public_key: }
    collaborations:
      - name: both
        participants:
          - {name: noord, api_key: 123e4567-e89b-12d3-a456-426614174001}
          - {name: oost, api_key: 123e4567-e89b-12d3-a456-426614174002}
        tasks: [hello-world, other]
      - name: open
        encrypted: false
        participants: [{name: noord, api_key: 123e4567-e89b-12d3-a456-426614174003}]
    """

  private func plan(_ text: String) throws -> ImportPlan {
    try ImportPlan(try Configuration(text: text, source: "import.yaml"))
  }

  private func run(_ plan: ImportPlan, _ fixture: ServerDatabaseFixture, dropping: Bool = false) async throws
    -> DatabaseImport.Report
  {
    try await DatabaseImport.run(
      plan, into: fixture.database, dropping: dropping, passwords: Passwords(threads: 2),
      now: ServerDatabaseFixture.now)
  }

  @Test("everything that the incumbent's file asks for is made, in a database that is empty or not")
  func everything() async throws {
    for fixture in [try await ServerDatabaseFixture(), try await ServerDatabaseFixture.ready()] {
      let report = try await run(try plan(Self.file), fixture)
      #expect(report.organizations == 2 && report.users == 2 && report.collaborations == 2)
      #expect(report.nodes == 3 && report.tasks == 2)
      let nodes = try await fixture.values("SELECT name FROM node ORDER BY id")
      #expect(nodes == ["noord - both Node", "oost - both Node", "noord - open Node"].map { [.text($0)] })
      #expect(
        try await fixture.values("SELECT encrypted FROM collaboration ORDER BY id") == [[.integer(1)], [.integer(0)]])
      #expect(
        try await fixture.values("SELECT _public_key FROM organization WHERE name = 'noord'") == [[.blob([0, 1, 255])]])
      let runs = try await fixture.values("SELECT status, input FROM run")
      #expect(runs.count == 4 && runs.allSatisfy { $0 == [.text("pending"), .text("eyJhIjogImIifQ==")] })
      let rules = try await fixture.numbers(
        """
        SELECT COUNT(*) FROM role_rule_association a JOIN "Permission" p ON p.role_id = a.role_id \
        JOIN "user" u ON u.id = p.user_id WHERE u.username = 'anna'
        """)
      #expect(rules == [86])
      let hash = try #require(
        try await fixture.values("SELECT password FROM \"user\" WHERE username = 'bert'").first?.first)
      #expect(try await Passwords().verify("secret-Bert-1", against: try Row([hash]).text(0)))
    }
  }

  @Test(
    "an import that meets a name that is taken imports nothing; dropping first makes room, and gives no number twice")
  func again() async throws {
    let fixture = try await ServerDatabaseFixture.ready()
    _ = try await run(try plan(Self.file), fixture)
    let error = await #expect(throws: PolderError.self) { try await run(try plan(Self.file), fixture) }
    #expect(error?.code == .importRefused)
    #expect(try await fixture.numbers("SELECT COUNT(*) FROM organization") == [3])
    let highest = try await fixture.numbers("SELECT MAX(id) FROM authenticatable")
    _ = try await run(try plan(Self.file), fixture, dropping: true)
    #expect(try await fixture.numbers("SELECT COUNT(*) FROM organization") == [2])
    #expect(try await fixture.numbers("SELECT COUNT(*) FROM rule") == [86])
    #expect(try await fixture.numbers("SELECT MIN(id) FROM authenticatable")[0] > highest[0])
  }

  @Test("an import is told to the audit log in its transaction, with what it made and whether it removed all before")
  func audited() async throws {
    let fixture = try await ServerDatabaseFixture.ready()
    _ = try await run(try plan(Self.file), fixture)
    await #expect(throws: PolderError.self) { try await run(try plan(Self.file), fixture) }
    _ = try await run(try plan(Self.file), fixture, dropping: true)
    let records = try await fixture.database.read { try AuditLog.newest(10, .init(), $0).map(\.record) }
    #expect(records.map(\.operation) == ["ImportDatabase", "ImportDatabase"])
    #expect(records.map { $0.details["dropped"] } == ["false", "true"])
    let counts = ["organizations": "2", "users": "2", "collaborations": "2", "nodes": "3", "tasks": "2"]
    for record in records {
      #expect(record.details.filter { $0.key != "dropped" } == counts && record.principal == nil)
      #expect(record.time == ServerDatabaseFixture.now)
    }
  }

  @Test(
    "a file with a mistake is refused with the key and its line",
    arguments: [
      ("organizations: [{name: a, domain: , address1: , address2: , zipcode: , country: }]", "public_key"),
      ("collaborations: [{name: c, participants: [{name: a, api_key: not-a-uuid}]}]", "api_key"),
      ("collaborations: [{participants: []}]", "name"), ("nothing: true", "organizations"),
      (
        """
        organizations: [{name: a, domain: , address1: , address2: , zipcode: , country: , public_key: , \
        users: [{username: u, password: p, role: x}]}]
        """, "role"
      ),
    ])
  func mistakes(text: String, key: String) throws {
    let error = #expect(throws: PolderError.self) { try plan(text) }
    #expect(error?.message.contains(key) == true)
  }

  @Test("a collaboration with an organization that is nowhere is refused")
  func unknownOrganization() async throws {
    let fixture = try await ServerDatabaseFixture.ready()
    let text = "collaborations: [{name: c, participants: [{name: x, api_key: 123e4567-e89b-12d3-a456-426614174001}]}]"
    let error = await #expect(throws: PolderError.self) { try await run(try plan(text), fixture) }
    #expect(error?.code == .importRefused && error?.object == "x")
    #expect(try await fixture.numbers("SELECT COUNT(*) FROM collaboration") == [0])
  }
}
