import PolderPostgres
import PolderService
import PolderTesting
import Testing

@testable import PolderNode

@Suite("the columns of a real PostgreSQL database", .enabled(if: TestPostgres.isThere), .timeLimit(.minutes(10)))
struct PostgresColumnsTests {
  private static let password = "hunter2/@?"

  /// A database with a user of its own, who has to give a password.
  private struct Site {
    let postgres: TestPostgres

    init(_ statements: [String]) async throws {
      postgres = try await TestPostgres.next(for: nil)
      let make = """
        DO $$ BEGIN
          IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'polder_with_password') THEN
            CREATE ROLE polder_with_password;
          END IF;
        EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
        END $$
        """
      let login = "CREATE ROLE \(user) LOGIN PASSWORD '\(PostgresColumnsTests.password)' IN ROLE polder_with_password"
      for statement in [make, login] + statements.map({ $0.replacing("READER", with: user) }) {
        try await BlockingWork.run { [address = try postgres.address] in
          try PostgresCommand.run(statement, at: address)
        }
      }
    }

    var user: String { "reader_" + postgres.name }

    /// The database as a node knows it, by the address of its user.
    func database(
      _ type: String = "sql", password: String? = PostgresColumnsTests.password, name: String? = nil
    ) -> NodeDatabase {
      let uri = postgres.uri.replacing("postgres@", with: "\(user)@")
      return NodeDatabase(
        label: "dwh", uri: name.map { uri.replacing("/" + postgres.name, with: "/" + $0) } ?? uri, type: type,
        parameters: password.map { [NodeDatabase.Parameter(name: "password", value: $0)] } ?? [])
    }
  }

  private func check(_ database: NodeDatabase) async -> DatabaseCheck {
    await DatabaseCheck([database], columns: PostgresColumns.read)
  }

  @Test("those of tables that the user may read are told, of one table without its name", arguments: ["sql", "omop"])
  func readable(_ type: String) async throws {
    let site = try await Site([
      "CREATE TABLE person (id INTEGER, \"Year Of Birth\" INTEGER, name TEXT)", "CREATE TABLE secret (key TEXT)",
      "CREATE TABLE inbox (note TEXT)", "GRANT SELECT (id, \"Year Of Birth\") ON person TO READER",
      "GRANT INSERT ON inbox TO READER",
    ])
    let check = await check(site.database(type))
    #expect(check.columns == ["dwh": ["id", "Year Of Birth"]])
    #expect(check.warnings.isEmpty && check.reports.first?.items.first?.state == .ok)
  }

  @Test("of several tables each column has its table's name, and the schema's where an algorithm has to say it")
  func schemas() async throws {
    let site = try await Site([
      "CREATE SCHEMA cdm", "CREATE SCHEMA closed", "CREATE TABLE lung (age REAL)",
      "CREATE VIEW old AS SELECT age FROM lung",
      "CREATE TABLE cdm.person (id INTEGER) PARTITION BY HASH (id)",
      "CREATE TABLE cdm.person_0 PARTITION OF cdm.person FOR VALUES WITH (MODULUS 1, REMAINDER 0)",
      "CREATE TABLE closed.hidden (x INTEGER)", "GRANT USAGE ON SCHEMA cdm TO READER",
      "GRANT SELECT ON ALL TABLES IN SCHEMA public, cdm, closed TO READER",
    ])
    let check = await check(site.database())
    #expect(check.columns == ["dwh": ["cdm.person.id", "lung.age", "old.age"]])
  }

  @Test("more than are told are counted off, and said")
  func many() async throws {
    let columns = (0..<1_001).map { "c\($0) INTEGER" }.joined(separator: ", ")
    let site = try await Site([
      "CREATE TABLE a (\(columns))", "CREATE TABLE b (\(columns))", "GRANT SELECT ON a, b TO READER",
    ])
    let check = await check(site.database())
    #expect(check.columns["dwh"]?.count == PostgresColumns.most)
    #expect(check.columns["dwh"]?.last == "b.c998")
    #expect(check.warnings.count == 1)
  }

  @Test("a wrong password, none, and a database that is not there are told apart, without the password")
  func refused() async throws {
    let site = try await Site([])
    let wrong = await check(site.database(password: "hunter3"))
    #expect(wrong.reports.first?.findings.first?.message == "It refuses the user name or the password.")
    let none = await check(site.database(password: nil))
    #expect(none.reports.first?.findings.first?.message == "It wants a password, and none is given.")
    let missing = await check(site.database(name: "polder_test_none"))
    #expect(missing.reports.first?.findings.first?.message == "There is no such database at this server.")
    for check in [wrong, none, missing] {
      try check.requireUsable()
      #expect(check.reports.first?.isUsable == false && check.columns.isEmpty)
      #expect(!"\(check.reports)".contains("hunter"))
    }
  }

  @Test("a database in which the user may read nothing is said to be so")
  func nothing() async throws {
    let site = try await Site(["CREATE TABLE lung (age REAL)"])
    let check = await check(site.database())
    #expect(check.warnings.first?.nextStep?.contains("Grant SELECT") == true, "\(check.warnings)")
  }

  @Test("a host where nobody answers costs a bounded time")
  func nobody() async throws {
    // It takes connections and says nothing.
    let holder = try PortHolder()
    defer { holder.release() }
    let database = NodeDatabase(label: "dwh", uri: "postgresql://127.0.0.1:\(holder.port)/x", type: "sql")
    let login = try #require(PostgresLogin(database))
    let error = await #expect(throws: (any Error).self) {
      try await PostgresColumns.read(login, within: .milliseconds(200))
    }
    #expect(PostgresTrouble(try #require(error)).answer == .nobody)
  }
}
