import Glibc
import PolderCore
import PolderSQL
import PolderService
import PolderSQLite
import Synchronization
import Testing

@testable import PolderNode

@Suite("the look at the databases before anything is taken up")
struct DatabaseCheckTests {
  private let place: TemporaryFolder

  init() throws { place = try TemporaryFolder() }

  private func path(_ name: String) -> String { "\(place.path)/\(name)" }

  @Test("the columns of readable files are told")
  func columns() async throws {
    try place.write("age,sex\n61,1\n", to: "lung.csv")
    let check = await DatabaseCheck([
      NodeDatabase(label: "lung", uri: path("lung.csv"), type: "csv"),
      NodeDatabase(label: "images", uri: place.path, type: "folder"),
      NodeDatabase(label: "dwh", uri: "postgresql://dwh/x", type: "sql"),
      NodeDatabase(label: "pq", uri: FixtureFile.path("databases/pandas.parquet"), type: "parquet"),
      NodeDatabase(label: "xl", uri: FixtureFile.path("databases/openpyxl.xlsx"), type: "excel"),
    ])
    try check.requireUsable()
    #expect(
      check.columns == [
        "lung": ["age", "sex"], "pq": ["age", "naam (é)", "since", "score"], "xl": ["age", "naam & <é>", "2020"],
      ])
    #expect(check.reports.first { $0.label == "pq" }?.rows == 3)
    #expect(check.reports.first { $0.label == "lung" }?.size == 13)
  }

  @Test("every database that can not be used is named with its reason")
  func unusable() async throws {
    try place.write("", to: "empty.csv")
    try place.write("a,a\n1,2\n", to: "twice.csv")
    try place.write("x", to: "scan.parquet")
    try place.write("no workbook", to: "text.xlsx")
    try place.write("no database at all, whatever its name is", to: "text.sqlite")
    let check = await DatabaseCheck([
      NodeDatabase(label: "gone", uri: path("gone.csv"), type: "csv"),
      NodeDatabase(label: "empty", uri: path("empty.csv"), type: "csv"),
      NodeDatabase(label: "twice", uri: path("twice.csv"), type: "csv"),
      NodeDatabase(label: "folder", uri: path("scan.parquet"), type: "folder"),
      NodeDatabase(label: "excel", uri: place.path, type: "excel"),
      NodeDatabase(label: "cut", uri: path("scan.parquet"), type: "parquet"),
      NodeDatabase(label: "text", uri: path("text.xlsx"), type: "excel"),
      NodeDatabase(label: "plain", uri: path("text.sqlite"), type: "sql"),
      NodeDatabase(label: "fine", uri: place.path, type: "folder"),
    ])
    let error = try #require(await failure { try check.requireUsable() })
    #expect(error.code == .nodeDatabaseUnusable)
    for label in ["gone", "empty", "twice", "folder", "excel", "cut", "text", "plain"] {
      #expect(error.message.contains("'\(label)'"), "\(label)")
    }
    #expect(!error.message.contains("'fine'"))
    #expect(error.message.contains("here is no such file"))
    #expect(error.message.contains("line 1"))
  }

  @Test("tables of SQLite are listed, with one table its columns alone; the file is not changed")
  func sqlite() async throws {
    for (name, tables) in [("one.sqlite", 1), ("two.sqlite", 2)] {
      let file = try SQLiteFile(path: path(name))
      try file.transaction { transaction in
        for table in 0..<tables {
          try transaction.execute("CREATE TABLE \(identifier: "t\(table)") (id INTEGER, age REAL)")
        }
      }
      try file.close()
    }
    let check = await DatabaseCheck([
      NodeDatabase(label: "one", uri: path("one.sqlite"), type: "sql"),
      NodeDatabase(label: "two", uri: "sqlite:///" + path("two.sqlite"), type: "sql"),
    ])
    #expect(check.columns["one"] == ["id", "age"])
    #expect(check.columns["two"] == ["t0.id", "t0.age", "t1.id", "t1.age"])
    #expect(!place.exists("one.sqlite-wal") && !place.exists("one.sqlite-journal"))
  }

  @Test("addresses elsewhere are tried, and only a warning when nobody answers")
  func elsewhere() async throws {
    let asked = Mutex<[String]>([])
    let check = await DatabaseCheck([
      NodeDatabase(label: "dwh", uri: "postgresql://reader:hunter2@dwh.local/x", type: "sql"),
      NodeDatabase(label: "kg", uri: "https://kg.local:8443/sparql", type: "sparql"),
      NodeDatabase(label: "other", uri: "whatever", type: "other"),
    ]) { host, port in
      asked.withLock { $0.append("\(host):\(port)") }
      return host == "kg.local"
    }
    #expect(asked.withLock { $0.sorted() } == ["dwh.local:5432", "kg.local:8443"])
    try check.requireUsable()
    #expect(check.warnings.map(\.name) == ["database dwh"])
    #expect(!"\(check.reports)".contains("hunter2"))
  }

  @Test("at PostgreSQL the node logs in, and tells the columns; of others a connection is all that is tried")
  func columnsElsewhere() async throws {
    let login = NodeDatabase(label: "dwh", uri: "postgresql://reader:hunter2@dwh.local/x", type: "sql")
    let cdm = NodeDatabase(label: "cdm", uri: "jdbc:postgresql://cdm.local/omop", type: "omop")
    let other = NodeDatabase(label: "old", uri: "mysql://old.local/x", type: "sql")
    let tried = Mutex<[String]>([])
    let check = await DatabaseCheck(
      [login, cdm, other],
      connects: { host, _ in
        tried.withLock { $0.append(host) }
        return true
      },
      columns: { login in
        PostgresColumns(names: ["person.id", "person.year"], isCut: "\(login)".contains("cdm.local"))
      })
    #expect(check.columns == ["dwh": ["person.id", "person.year"], "cdm": ["person.id", "person.year"]])
    #expect(tried.withLock { $0 } == ["old.local"])
    #expect(check.warnings.map(\.name) == ["database cdm"])
    let old = try #require(check.reports.last?.items.first)
    #expect(old.state == .ok && old.message.contains("PostgreSQL alone"))
  }

  @Test(
    "what keeps the node from logging in is told with its remedy, and does not keep it from starting",
    arguments: [
      (#"FATAL:  password authentication failed for user "reader""#, CheckItem.State.error, "`env`"),
      ("fe_sendauth: no password supplied", .error, "`env`"),
      (#"FATAL:  role "reader" does not exist"#, .error, "`env`"),
      (#"FATAL:  database "x" does not exist"#, .error, "end of the `uri`"),
      (#"FATAL:  no pg_hba.conf entry for host "10.0.0.1""#, .error, "pg_hba.conf"),
      (#"FATAL:  permission denied for database "x""#, .error, "CONNECT"),
      ("connection to server at \"dwh.local\", port 5432 failed: Connection refused", .warning, "host and port"),
      (#"could not translate host name "dwh.local" to address"#, .warning, "host"),
      ("PostgreSQL's client library is needed for this database", .warning, "libpq5"),
      ("FATAL:  the database system is starting up", .warning, "all the same"),
    ])
  func troubles(_ words: String, _ state: CheckItem.State, _ remedy: String) async throws {
    let database = NodeDatabase(label: "dwh", uri: "postgresql://reader:hunter2@dwh.local/x", type: "sql")
    let check = await DatabaseCheck(
      [database], connects: { _, _ in true },
      columns: { _ in throw SQLError(.unreachable, "The database x can not be used: \(words)") })
    try check.requireUsable()
    let item = try #require(check.reports.first?.items.first)
    #expect(item.state == state && item.nextStep?.contains(remedy) == true, "\(item)")
    #expect(check.warnings == check.reports.first?.findings)
    #expect(!"\(check.reports)".contains("hunter2"))
  }

  @Test("an address whose account can not be told for certain is neither tried nor shown")
  func ambiguous() async throws {
    let database = NodeDatabase(label: "dwh", uri: "postgresql://reader:hun@ter2@dwh.local/x", type: "sql")
    let check = await DatabaseCheck(
      [database], columns: { _ in throw SQLError(.other, "It was tried.") })
    let item = try #require(check.reports.first?.items.first)
    #expect(item.state == .error && item.nextStep?.contains("%40") == true)
    #expect(!"\(check.reports)".contains("ter2@"))
  }

  @Test("a file that everybody may read is a warning that names the remedy")
  func rights() async throws {
    try place.write("a\n1\n", to: "open.csv")
    try #require(chmodded("open.csv", 0o644))
    let open = await DatabaseCheck([NodeDatabase(label: "a", uri: path("open.csv"), type: "csv")])
    #expect(open.warnings.first?.nextStep == "chmod o-r \(path("open.csv"))")
    try #require(chmodded("open.csv", 0o600))
    let closed = await DatabaseCheck([NodeDatabase(label: "a", uri: path("open.csv"), type: "csv")])
    #expect(closed.warnings.isEmpty)
  }

  private func chmodded(_ name: String, _ rights: mode_t) -> Bool { chmod(path(name), rights) == 0 }
}
