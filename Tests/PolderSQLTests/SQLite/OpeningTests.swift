import Foundation
import PolderSQL
import PolderSQLite
import Testing

struct OpeningTests {
  @Test("a file that is not a database is refused by name, and left as it is")
  func notADatabase() async throws {
    let folder = try TemporaryFolder()
    let content = Data(String(repeating: "not a database at all\n", count: 100).utf8)
    try content.write(to: URL(fileURLWithPath: folder.file()))
    let error = #expect(throws: SQLError.self) { try SQLiteDatabase(path: folder.file()) }
    #expect(error?.kind == .notADatabase)
    #expect(error?.message.contains(folder.file()) == true)
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder.file())) == content)
  }

  @Test(
    "a folder that is missing or can not be written is told",
    arguments: ["/proc/polder.sqlite", "/nowhere/polder/x.sqlite"])
  func cannotOpen(path: String) {
    let error = #expect(throws: SQLError.self) { try SQLiteDatabase(path: path) }
    #expect(error?.kind == .cannotOpen)
    #expect(error?.message.contains(path) == true)
  }

  @Test("commits are synchronous, the log is a write-ahead log, references are not enforced")
  func pragmas() async throws {
    let folder = try TemporaryFolder()
    let database = try await sqliteItems(folder.file())
    let pragmas = try await database.write { transaction in
      try ["synchronous", "journal_mode", "foreign_keys"].map { name in
        try transaction.first("PRAGMA \(identifier: name)")?.values.first
      }
    }
    #expect(pragmas == [.integer(2), .text("wal"), .integer(0)])
    try database.close()
  }

  @Test("closing leaves one file")
  func closing() async throws {
    let folder = try TemporaryFolder()
    let database = try await sqliteItems(folder.file())
    try await database.write { _ = try $0.execute("INSERT INTO item (name) VALUES ('x')") }
    _ = try await database.names()
    try database.close()
    #expect(try folder.files == ["test.sqlite"])
  }

  @Test("two programs on one file see each other's writes at once, and readers never wait for the other's writer")
  func twoOnOneFile() async throws {
    let folder = try TemporaryFolder()
    let one = try await sqliteItems(folder.file())
    let two = try await sqliteItems(folder.file())
    try await one.write { _ = try $0.execute("INSERT INTO item (name) VALUES ('from one')") }
    #expect(try await two.names() == ["from one"])
    try await two.write { _ = try $0.execute("INSERT INTO item (name) VALUES ('from two')") }
    #expect(try await one.names() == ["from one", "from two"])
    try await one.write { _ = try $0.execute("ALTER TABLE item ADD COLUMN size INTEGER") }
    let sizes = try await two.read { try $0.rows("SELECT * FROM item").map(\.count) }
    #expect(sizes == [3, 3], "a schema changed by the other is seen")
    try one.close()
    try two.close()
  }

  @Test("a write waits its time for another program that holds the file, then says busy; reads go on")
  func busy() async throws {
    let folder = try TemporaryFolder()
    var impatient = SQLiteDatabase.Options()
    impatient.busyTimeout = 0.02
    let one = try await sqliteItems(folder.file())
    let two = try await sqliteItems(folder.file(), options: impatient)
    let held = AsyncStream.makeStream(of: Void.self)
    let release = DispatchSemaphore(value: 0)
    async let holding: Void = one.write { transaction in
      try transaction.execute("INSERT INTO item (name) VALUES ('held')")
      held.continuation.finish()
      release.wait()
    }
    for await _ in held.stream {}
    let kind = await kindOfFailure { try await two.write { _ = try $0.execute("DELETE FROM item") } }
    let seen = try await two.names()
    release.signal()
    try await holding
    #expect(kind == .busy)
    #expect(seen == [])
    try await two.write { _ = try $0.execute("INSERT INTO item (name) VALUES ('later')") }
    #expect(try await one.names() == ["held", "later"])
    try one.close()
    try two.close()
  }
}
