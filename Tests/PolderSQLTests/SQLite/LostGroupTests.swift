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
    let release = DispatchSemaphore(value: 0)
    let held = AsyncStream.makeStream(of: Void.self)
    let first = Task {
      try await database.write { transaction in
        try transaction.execute("INSERT INTO item (name) VALUES ('first')")
        held.continuation.finish()
        release.wait()
      }
    }
    for await _ in held.stream {}
    let bomb = Task { try await database.write { _ = try $0.execute("INSERT INTO item (name) VALUES ('bomb')") } }
    while database.waitingWrites < 1 { await Task.yield() }
    let after = Task { try await database.write { _ = try $0.execute("INSERT INTO item (name) VALUES ('after')") } }
    while database.waitingWrites < 2 { await Task.yield() }
    release.signal()
    await #expect(throws: SQLError.self) { try await first.value }
    await #expect(throws: SQLError.self) { try await bomb.value }
    try await after.value
    #expect(try await database.names() == ["after"])
    try database.close()
  }
}
