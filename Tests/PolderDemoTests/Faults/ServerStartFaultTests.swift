import Foundation
import PolderSQL
import PolderSQLite
import PolderTesting
import Testing

/// What a server says that can not start, and with which exit code it ends.
@Suite(.timeLimit(.minutes(10)))
struct ServerStartFaultTests {
  @Test("a port that is taken is named, with the remedy; exit code 69")
  func portInUse() async throws {
    try await TestFolder.with { folder in
      let holder = try PortHolder()
      defer { holder.release() }
      let fixture = StartFixture(folder: folder)
      let (end, text) = try await fixture.refusal(
        "server", fixture.server(port: holder.port, database: folder.path + "/server.sqlite"))
      #expect(end == .code(69))
      #expect(text.contains("Port \(holder.port) is taken by another program."))
      #expect(text.contains("give the server another `port`"))
      #expect(text.contains("server-port-in-use"))
    }
  }

  @Test("a database that another process holds is named, with what to do; exit code 69")
  func databaseLocked() async throws {
    try await TestFolder.with { folder in
      let path = folder.path + "/server.sqlite"
      let database = try SQLiteDatabase(path: path)
      try await database.write { try $0.execute("CREATE TABLE held (id INTEGER)") }
      let fixture = StartFixture(folder: folder)
      let (inside, entered) = AsyncStream.makeStream(of: Void.self)
      let leaving = DispatchSemaphore(value: 0)
      async let holding: Void = database.write { transaction in
        try transaction.execute("INSERT INTO held (id) VALUES (1)")
        entered.finish()
        leaving.wait()
      }
      for await _ in inside {}
      let (end, text) = try await fixture.refusal("server", fixture.server(database: path))
      leaving.signal()
      try await holding
      try database.close()
      #expect(end == .code(69))
      #expect(text.contains(path))
      #expect(text.contains("End the other program that holds it, or try again later."))
      #expect(text.contains("database-busy"))
    }
  }

  @Test("a database that a newer version wrote is refused with both numbers, and left as it is")
  func databaseNewer() async throws {
    try await TestFolder.with { folder in
      let path = folder.path + "/server.sqlite"
      let database = try SQLiteDatabase(path: path)
      try await database.write { transaction in
        try transaction.execute(
          "CREATE TABLE polder_migration (number INTEGER PRIMARY KEY, name TEXT, applied_at TEXT)")
        try transaction.execute("INSERT INTO polder_migration VALUES (9999, 'from the future', '2030-01-01')")
      }
      let fixture = StartFixture(folder: folder)
      let (end, text) = try await fixture.refusal("server", fixture.server(database: path))
      #expect(end == .code(1))
      #expect(text.contains("records migration 9999"))
      #expect(text.contains("at least as new as the one that wrote it"))
      #expect(text.contains(path))
      let tables = try await database.read { transaction in
        try transaction.rows("SELECT name FROM sqlite_master WHERE type = 'table'") { try $0.text(0) }
      }
      #expect(tables == ["polder_migration"])
      try database.close()
    }
  }

  @Test("a file that is no database is refused by name, and left as it is")
  func notADatabase() async throws {
    try await TestFolder.with { folder in
      let content = String(repeating: "patient,age\n", count: 400)
      let path = try folder.write(content, to: "server.sqlite")
      let fixture = StartFixture(folder: folder)
      let (end, text) = try await fixture.refusal("server", fixture.server(database: path))
      #expect(end == .code(1))
      #expect(text.contains("\(path) can not be used: it is not an SQLite database"))
      #expect(text.contains("Give another file, or restore it from a backup."))
      #expect(folder.text("server.sqlite") == content)
    }
  }

  @Test("a value that makes no sense is named with its key and line; exit code 78")
  func wrongValue() async throws {
    try await TestFolder.with { folder in
      let fixture = StartFixture(folder: folder)
      let (end, text) = try await fixture.refusal(
        "server", "ip: 127.0.0.1\nport: seventy\nuri: sqlite:///\(folder.path)/server.sqlite\n")
      #expect(end == .code(78))
      #expect(text.contains("`port`"))
      #expect(text.contains("server.yaml, line 2"))
    }
  }
}
