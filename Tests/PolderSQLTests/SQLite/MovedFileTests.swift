import Foundation
import PolderSQL
import PolderSQLite
import Testing

/// SQLite itself goes on in a file that nobody finds any more.
struct MovedFileTests {
  @Test("a write into a file that was moved, removed or replaced fails with the file's name and what to do")
  func gone() async throws {
    for change in ["moved", "removed", "replaced"] {
      let folder = try TemporaryFolder()
      let (path, aside) = (folder.file(), folder.file("aside.sqlite"))
      let database = try await sqliteItems(path)
      try FileManager.default.moveItem(atPath: path, toPath: aside)
      if change == "removed" { try FileManager.default.removeItem(atPath: aside) }
      if change == "replaced" { try FileManager.default.copyItem(atPath: aside, toPath: path) }
      let error = await #expect(throws: SQLError.self, "\(change)") {
        try await database.write { _ = try $0.execute("INSERT INTO item (name) VALUES ('lost')") }
      }
      #expect(error?.kind == .io && error?.message.contains(path) == true, "\(change)")
      #expect(error?.message.contains("put the file back") == true, "\(change)")
      try database.close()
    }
  }

  @Test("all who share a commit into a moved file are told, and nothing of it stays; put back, the file goes on")
  func group() async throws {
    let folder = try TemporaryFolder()
    let (path, aside) = (folder.file(), folder.file("aside.sqlite"))
    let database = try await sqliteItems(path)
    let first = await HeldWrite(database) { try $0.execute("INSERT INTO item (name) VALUES ('first')") }
    let second = Task { try await database.write { _ = try $0.execute("INSERT INTO item (name) VALUES ('second')") } }
    while database.waitingWrites < 1 { await Task.yield() }
    try FileManager.default.moveItem(atPath: path, toPath: aside)
    first.letGo()
    await #expect(throws: SQLError.self) { try await first.end() }
    await #expect(throws: SQLError.self) { try await second.value }
    try FileManager.default.moveItem(atPath: aside, toPath: path)
    try await database.write { _ = try $0.execute("INSERT INTO item (name) VALUES ('third')") }
    #expect(try await database.names() == ["third"])
    try database.close()
  }
}
