import Foundation
import PolderCore
import PolderPassword
import PolderPostgres
import PolderSQL
import PolderSQLite
import PolderServer
import PolderService
import PolderTesting
import Testing

struct BackupTests {
  /// A database with everything that the small world has, on the engine that the tests run on.
  private struct Scene {
    let fixture: ServerDatabaseFixture
    let address: DatabaseAddress

    init() async throws {
      fixture = try await ServerDatabaseFixture.ready()
      address = try fixture.address
      try await fixture.run(
        "INSERT INTO organization (id, name, _public_key) VALUES (2, 'a', \([0, 1, 254, 255] as [UInt8])), (3, 'é', NULL)",
        "INSERT INTO collaboration (id, name, encrypted) VALUES (4, 'c', \(true))",
        "INSERT INTO \"Member\" (organization_id, collaboration_id) VALUES (2, 4), (3, 4), (2, 4)",
        "INSERT INTO task (id, name, collaboration_id, job_id, created_at) VALUES (7, 't', 4, 7, \(moment))",
        "INSERT INTO task (id, name, collaboration_id, job_id, parent_id) VALUES (9, 'child', 4, 7, 7)",
        """
        INSERT INTO run (id, task_id, organization_id, status, result, blob_storage_used) \
        VALUES (11, 7, 2, 'completed', \(String(repeating: "x", count: 70_000)), \(false)), (12, 9, 3, NULL, NULL, NULL)
        """)
      try await fixture.database.write { sql in
        _ = try IDAllocator.reserve(3, of: .task, sql)
        _ = try ServerSecrets.value("jwt_secret_key", sql) { "kept" }
      }
    }

    let moment = Timestamp(microseconds: 1_700_000_000_500_000)

    static let taskCounts: SQL = "SELECT number FROM polder_task_count WHERE collaboration_id = 4"

    func file(_ name: String) -> String { fixture.folder + "/" + name }

    /// All rows of all tables, as both engines give them. What numbers were given is kept by PostgreSQL's sequences and
    /// by a table: that it comes along shows in the numbers that are given next.
    static func content(_ database: any PolderSQL.Database) async throws -> [String: Set<[SQLValue]>] {
      try await database.read { sql in
        var content: [String: Set<[SQLValue]>] = [:]
        let ours = ["polder_principal", "polder_secret"]
        for table in ServerSchema.tables.map(\.name) + ours {
          let columns = try sql.rows(sql.dialect.columnsQuery).filter { try $0.text(0) == table }.map { try $0.text(1) }
          let list = SQL.joined(columns.sorted().map { SQL(identifier: $0) })
          content[table] = Set(try sql.rows("SELECT \(list) FROM \(identifier: table)").map(\.values))
        }
        return content
      }
    }
  }

  @Test("a backup is a database of a server with the same rows, which only its owner may read, and replaces no file")
  func backup() async throws {
    let scene = try await Scene()
    try await DatabaseBackup.write(scene.address, to: scene.file("backup.sqlite"))
    let copy = try SQLiteDatabase(path: scene.file("backup.sqlite"))
    #expect(try await Scene.content(copy) == Scene.content(scene.fixture.database))
    try copy.close()
    let attributes = try FileManager.default.attributesOfItem(atPath: scene.file("backup.sqlite"))
    #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
    let error = await #expect(throws: PolderError.self) {
      try await DatabaseBackup.write(scene.address, to: scene.file("backup.sqlite"))
    }
    #expect(error?.code == .backupRefused && error?.object == scene.file("backup.sqlite"))
    #expect(!FileManager.default.fileExists(atPath: scene.file("backup.sqlite.unfinished")))
  }

  @Test("a backup goes back into an empty database, row for row, and numbers go on behind it")
  func restore() async throws {
    let scene = try await Scene()
    try await DatabaseBackup.write(scene.address, to: scene.file("backup.sqlite"))
    let empty = try await ServerDatabaseFixture()
    let report = try await DatabaseRestore.run(
      scene.file("backup.sqlite"), into: try empty.address, replacing: false)
    #expect(report.rows["run"] == 2 && report.rows["rule"] == 86 && report.emptied == 0)
    #expect(try await Scene.content(empty.database) == Scene.content(scene.fixture.database))
    #expect(try await empty.numbers(Scene.taskCounts) == [2])
    #expect(try await empty.database.write { try IDAllocator.next(.task, $0) } > 12)
    #expect(try await empty.database.write { try IDAllocator.next(.run, $0) } == 13)
  }

  @Test("a database in use is only replaced when that is said, and then wholly, by what the backup holds")
  func replacing() async throws {
    let scene = try await Scene()
    let backup = scene.file("backup.sqlite")
    try await DatabaseBackup.write(scene.address, to: backup)
    let before = try await Scene.content(scene.fixture.database)
    try await scene.fixture.run(
      "INSERT INTO organization (id, name) VALUES (50, 'later')", "DELETE FROM run",
      "UPDATE collaboration SET name = 'changed'")
    let error = await #expect(throws: PolderError.self) {
      try await DatabaseRestore.run(backup, into: scene.address, replacing: false)
    }
    #expect(error?.code == .restoreRefused && error?.nextStep?.contains("--replace") == true)
    _ = try await DatabaseRestore.run(backup, into: scene.address, replacing: true)
    #expect(try await Scene.content(scene.fixture.database) == before)
    #expect(try await scene.fixture.numbers(Scene.taskCounts) == [2])
  }

  @Test("what takes the place of the database's content says so in the audit log, with the head that was there before")
  func audited() async throws {
    let scene = try await Scene()
    let backup = scene.file("backup.sqlite")
    let moment = scene.moment
    @Sendable func append(_ objects: [String]) async throws -> AuditHead {
      try await scene.fixture.database.write { sql in
        try AuditLog.append(objects.map { AuditRecord(time: moment, operation: "GetTask", object: $0) }, sql)
      }
    }
    let kept = try await append(["task/1"])
    try await DatabaseBackup.write(scene.address, to: backup)
    let lost = try await append(["task/2", "task/3"])
    let report = try await DatabaseRestore.run(backup, into: scene.address, replacing: true, now: moment)
    let (entries, isWhole) = try await scene.fixture.database.read { sql in
      (try AuditLog.newest(10, .init(), sql), try AuditLog.verify(remembered: kept, sql).isWhole)
    }
    #expect(isWhole && entries.map(\.record.operation) == ["GetTask", "RestoreDatabase"])
    let record = try #require(entries.last?.record)
    #expect(record.time == moment && record.principal == nil)
    #expect(record.details["former_head"] == lost.description)
    #expect(record.details["rows"] == String(report.rows.values.reduce(0, +)))
  }

  @Test("the incumbent's SQLite file moves into either engine as it is")
  func incumbent() async throws {
    let empty = try await ServerDatabaseFixture()
    let report = try await TestFolder.with { folder in
      let file = try ServerDatabaseFixture.incumbentFile(in: folder)
      return try await DatabaseRestore.run(file, into: try empty.address, replacing: false)
    }
    #expect(report.rows["rule"] == 86 && report.rows["role_rule_association"] == 204 && report.rows["user"] == 1)
    let preparation = try await empty.prepare(.generated)
    #expect(!preparation.madeRoot && !preparation.wasEmpty)
    #expect(try await empty.values("SELECT operation FROM polder_audit") == [[.text("RestoreDatabase")]])
  }

  @Test("events go on behind those that servers have read, whatever the backup holds, and the audit log comes along")
  func runningServers() async throws {
    let scene = try await Scene()
    let moment = scene.moment
    @Sendable func append(_ count: Int) async throws -> Int64 {
      try await scene.fixture.database.write { sql in
        for _ in 0..<count {
          try sql.execute(
            "INSERT INTO polder_outbox (created_at, rooms, event, payload) VALUES (\(moment), 'r', 'message', '1')")
        }
        return try sql.first("SELECT MAX(id) FROM polder_outbox")?.int64(0) ?? 0
      }
    }
    _ = try await append(3)
    try await DatabaseBackup.write(scene.address, to: scene.file("backup.sqlite"))
    let read = try await append(20)
    _ = try await DatabaseRestore.run(scene.file("backup.sqlite"), into: scene.address, replacing: true)
    #expect(try await scene.fixture.numbers("SELECT COUNT(*) FROM polder_outbox") == [3])
    #expect(try await append(1) > read)
    #expect(try await scene.fixture.database.read { try AuditLog.verify($0).isWhole })
  }

  @Test("references to rows that are not there, which SQLite allows, are emptied where the engine insists on them")
  func orphans() async throws {
    let scene = try await Scene()
    let file = try SQLiteFile(path: scene.file("orphans.sqlite"))
    try file.transaction { sql in
      try ServerSchema.migrator.migrate(sql)
      try ServerSchema.complete(sql)
      try sql.execute("INSERT INTO run (id, task_id) VALUES (1, 99)")
    }
    try file.close()
    let empty = try await ServerDatabaseFixture()
    let report = try await DatabaseRestore.run(
      scene.file("orphans.sqlite"), into: try empty.address, replacing: false)
    #expect(report.emptied == (TestPostgres.isChosen ? 1 : 0))
    #expect(try await empty.numbers("SELECT COUNT(*) FROM run") == [1])
  }

  @Test("what is no backup, is damaged or newer is refused, and the database stays as it is")
  func refusals() async throws {
    let scene = try await Scene()
    let before = try await Scene.content(scene.fixture.database)
    try Data("no database at all, but some text".utf8).write(to: URL(fileURLWithPath: scene.file("text")))
    let other = try SQLiteFile(path: scene.file("other.sqlite"))
    try other.transaction { _ = try $0.execute("CREATE TABLE item (id INTEGER)") }
    try other.close()
    try await DatabaseBackup.write(scene.address, to: scene.file("newer.sqlite"))
    let newer = try SQLiteFile(path: scene.file("newer.sqlite"))
    try newer.transaction { _ = try $0.execute("INSERT INTO polder_migration (number, name) VALUES (9999, 'x')") }
    try newer.close()
    for name in ["text", "other.sqlite", "newer.sqlite", "nothing"] {
      await #expect(throws: PolderError.self, "\(name)") {
        try await DatabaseRestore.run(scene.file(name), into: scene.address, replacing: true)
      }
    }
    #expect(try await Scene.content(scene.fixture.database) == before)
  }
}
