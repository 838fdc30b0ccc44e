import Foundation
import PolderSQL
import PolderSQLite
import Testing

struct LostGroupTests {
  @Test("when SQLite gives up the whole transaction, all who share it are told and none of it stays")
  func lostGroup() async throws {
    let folder = try TemporaryFolder()
    let database = try await sqliteItems(folder.file())
    // A trigger's RAISE(ROLLBACK) ends the transaction from inside, as a full disk does.
    try await database.write { transaction in
      try transaction.execute(
        "CREATE TRIGGER bomb BEFORE INSERT ON item WHEN NEW.name = 'bomb' BEGIN SELECT RAISE(ROLLBACK, 'bomb'); END")
    }
    let first = await HeldWrite(database) { try $0.execute("INSERT INTO item (name) VALUES ('first')") }
    let bomb = Task { try await database.write { _ = try $0.execute("INSERT INTO item (name) VALUES ('bomb')") } }
    while database.waitingWrites < 1 { await Task.yield() }
    let after = Task { try await database.write { _ = try $0.execute("INSERT INTO item (name) VALUES ('after')") } }
    while database.waitingWrites < 2 { await Task.yield() }
    first.letGo()
    await #expect(throws: SQLError.self) { try await first.end() }
    await #expect(throws: SQLError.self) { try await bomb.value }
    try await after.value
    #expect(try await database.names() == ["after"])
    try database.close()
  }
}
