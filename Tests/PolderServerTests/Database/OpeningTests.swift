import PolderCore
import PolderSQL
import PolderServer
import PolderService
import Testing

struct OpeningTests {
  @Test("a secret is made once and found again; another name has another")
  func secrets() async throws {
    let fixture = try await ServerDatabaseFixture.ready()
    let values = try await fixture.database.write { transaction in
      try ["jwt", "jwt", "other"].map { try ServerSecrets.value($0, transaction) { ServerSecrets.random() } }
    }
    #expect(values[0] == values[1] && values[0] != values[2])
    #expect(values.allSatisfy { $0.utf8.count == 64 && $0.allSatisfy(\.isHexDigit) })
  }

  @Test(
    "the incumbent's addresses name a file below the folder, an absolute file, or memory",
    arguments: [
      ("sqlite:///default.sqlite", DatabaseAddress.sqlite(path: "/data/default.sqlite")),
      ("sqlite:////mnt/db/x.sqlite?timeout=5", .sqlite(path: "/mnt/db/x.sqlite")), ("sqlite://", .memory),
      ("sqlite:///:memory:", .memory),
    ])
  func addresses(uri: String, address: DatabaseAddress) throws {
    #expect(try DatabaseAddress(uri: uri, folder: "/data") == address)
  }

  @Test("SQLAlchemy's addresses of PostgreSQL are known, and told without user and password")
  func postgresAddresses() throws {
    for uri in [
      "postgresql://user:hunter2@host:5432/db?sslmode=require", "postgresql+psycopg2://user:hunter2@host:5432/db",
    ] {
      #expect("\(try DatabaseAddress(uri: uri, folder: "/data"))" == "postgresql://host:5432/db")
    }
  }

  @Test("an address of another kind is refused without repeating what may be a password")
  func otherAddresses() {
    for uri in ["mysql://user:hunter2@host/db", "sqlite://relative", "", "file.sqlite"] {
      let error = #expect(throws: PolderError.self) { try DatabaseAddress(uri: uri, folder: "/data") }
      #expect(error?.code == .databaseAddressInvalid)
      #expect(error.map(String.init(describing:))?.contains("hunter2") == false)
    }
  }

  @Test(
    "what a database reports becomes an error with a next step",
    arguments: [
      (SQLError.Kind.busy, PolderError.Code.databaseBusy), (.newer(found: 2, known: 1), .databaseNewer),
      (.notADatabase, .databaseUnusable), (.readOnly, .databaseUnusable), (.full, .databaseFull),
      (.other, .databaseFailed),
    ])
  func errors(kind: SQLError.Kind, code: PolderError.Code) {
    let error = PolderError(SQLError(kind, "It failed."), database: "server.sqlite")
    #expect(error.code == code && error.object == "server.sqlite" && error.nextStep != nil)
  }

  @Test("moments and ids go into the database and come back; a text that is no moment is told")
  func coreValues() async throws {
    let fixture = try await ServerDatabaseFixture.ready()
    let moment = Timestamp(microseconds: 1_700_000_000_000_000)
    let id: TaskID = TaskID(7)
    try await fixture.run(
      "INSERT INTO task (id, created_at) VALUES (\(id), \(moment)), (9, NULL)",
      "INSERT INTO task (id, name) VALUES (8, 'yesterday')")
    #expect(
      try await fixture.values("SELECT created_at FROM task WHERE id = 7") == [[.text("2023-11-14 22:13:20.000000")]])
    try await fixture.database.read { transaction in
      let rows = try transaction.rows("SELECT id, COALESCE(name, CAST(created_at AS TEXT)) FROM task ORDER BY id")
      #expect(try rows[0].id(0, of: TaskID.self) == id && rows[0].timestamp(1) == moment)
      #expect(throws: SQLError.self) { try rows[1].timestamp(1) }
      #expect(throws: SQLError.self) { try rows[2].timestamp(1) }
      #expect(try rows[2].optionalTimestamp(1) == nil && rows[2].optionalID(1, of: TaskID.self) == nil)
    }
  }
}
