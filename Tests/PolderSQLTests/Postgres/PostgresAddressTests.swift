import PolderPostgres
import PolderSQL
import PolderTesting
import Testing

struct PostgresAddressTests {
  @Test(
    "SQLAlchemy's addresses are understood, whatever driver they name",
    arguments: [
      "postgresql://u:hunter2@db.example:5432/v6", "postgresql+psycopg2://u:hunter2@db.example:5432/v6?sslmode=require",
      "postgres://db.example:5432/v6", "PostgreSQL+asyncpg://u@db.example:5432/v6?host=/var/run",
    ])
  func understood(uri: String) throws {
    let address = try #require(PostgresAddress(uri: uri))
    #expect("\(address)" == "postgresql://db.example:5432/v6")
  }

  @Test(
    "other addresses are none of PostgreSQL's",
    arguments: ["sqlite:///x", "postgresql:/x", "mysql://u:p@h/d", "", "postgresqlx://h/d"])
  func others(uri: String) { #expect(PostgresAddress(uri: uri) == nil) }

  @Test("a password with an at sign written plainly is not told", .enabled(if: TestPostgres.isThere))
  func redaction() throws {
    let address = try #require(PostgresAddress(uri: "postgresql://u:hunter2@x@db.example/v6"))
    #expect(!"\(address)".contains("hunter2"))
    let malformed = try #require(PostgresAddress(uri: "postgresql://u:hunter2%zz@h/d"))
    let error = #expect(throws: SQLError.self) { try malformed.check() }
    #expect(error?.kind == .unreachable && error.map(String.init(describing:))?.contains("hunter2") == false)
  }

  @Test(
    "a server that is not there is told with its address and without the password", .enabled(if: TestPostgres.isThere))
  func unreachable() async throws {
    var options = PostgresDatabase.Options()
    options.patience = 0
    let address = try #require(PostgresAddress(uri: "postgresql://u:hunter2@127.0.0.1:1/nothing"))
    let error = await #expect(throws: SQLError.self) { try await PostgresDatabase.open(address, options: options) }
    #expect(error?.kind == .unreachable && error?.message.contains("127.0.0.1") == true)
    #expect(error.map(String.init(describing:))?.contains("hunter2") == false)
  }

  @Test("a database that is not there is told at once", .enabled(if: TestPostgres.isThere))
  func missingDatabase() async throws {
    let house = try await PostgresHouse.open()
    let uri = house.server.uri.replacing(house.server.name, with: "polder_nothing")
    let address = try #require(PostgresAddress(uri: uri))
    let error = await #expect(throws: SQLError.self) { try await PostgresDatabase.open(address) }
    #expect(error?.kind == .unreachable && error?.message.contains("polder_nothing") == true)
  }
}
