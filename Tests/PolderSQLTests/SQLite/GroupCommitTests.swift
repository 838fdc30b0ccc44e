import Foundation
import PolderSQL
import PolderSQLite
import Testing

struct GroupCommitTests {
  private struct Refused: Error {}

  /// Holds the writer in a first write until `count` more writes wait behind it, then lets all go.
  private func group(
    _ database: SQLiteDatabase, count: Int, _ body: @escaping @Sendable (Int, Transaction) throws -> Void
  ) async throws -> [Bool] {
    let release = DispatchSemaphore(value: 0)
    let held = AsyncStream.makeStream(of: Void.self)
    let first = Task {
      try await database.write { _ in
        held.continuation.finish()
        release.wait()
      }
    }
    for await _ in held.stream {}
    return try await withThrowingTaskGroup(of: (Int, Bool).self) { group in
      for index in 0..<count {
        group.addTask {
          do {
            try await database.write { try body(index, $0) }
            return (index, true)
          } catch is Refused { return (index, false) } catch let error as SQLError where error.isUniqueViolation {
            return (index, false)
          }
        }
      }
      while database.waitingWrites < count { await Task.yield() }
      release.signal()
      var succeeded = Array(repeating: false, count: count)
      for try await (index, success) in group { succeeded[index] = success }
      try await first.value
      return succeeded
    }
  }

  @Test("writes that wait together share one commit and are all there afterwards")
  func sharedCommit() async throws {
    let folder = try TemporaryFolder()
    let database = try await sqliteItems(folder.file())
    let before = database.commitCount
    let succeeded = try await group(database, count: 40) { index, transaction in
      try transaction.execute("INSERT INTO item (id, name) VALUES (\(index), \("n\(index)"))")
    }
    #expect(succeeded.allSatisfy { $0 })
    #expect(database.commitCount - before == 1)
    #expect(try await database.count() == 40)
    try database.close()
  }

  @Test("a write that fails undoes itself alone, whether it threw or broke a rule")
  func failingMember() async throws {
    let folder = try TemporaryFolder()
    let database = try await sqliteItems(folder.file())
    try await database.write { _ = try $0.execute("INSERT INTO item (id, name) VALUES (1000, 'taken')") }
    let succeeded = try await group(database, count: 30) { index, transaction in
      try transaction.execute("INSERT INTO item (id, name) VALUES (\(index), \("n\(index)"))")
      if index % 3 == 0 { throw Refused() }
      if index % 3 == 1 { try transaction.execute("INSERT INTO item (name) VALUES ('taken')") }
    }
    #expect(succeeded == (0..<30).map { $0 % 3 == 2 })
    let ids = try await database.read { try $0.rows("SELECT id FROM item ORDER BY id").map { try $0.int(0) } }
    #expect(ids == (0..<30).filter { $0 % 3 == 2 } + [1000])
    try database.close()
  }

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

  @Test("a lone write is committed at once")
  func loneWrites() async throws {
    let database = try await sqliteItems()
    let before = database.commitCount
    for index in 0..<5 { try await database.write { _ = try $0.execute("INSERT INTO item (id) VALUES (\(index))") } }
    #expect(database.commitCount - before == 5)
  }

  @Test("a cancelled task's write is not begun")
  func cancelled() async throws {
    let database = try await sqliteItems()
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      try await database.write { _ = try $0.execute("INSERT INTO item (name) VALUES ('x')") }
    }
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(try await database.count() == 0)
  }

  @Test("many writers of two programs on one file lose nothing")
  func twoPrograms() async throws {
    let folder = try TemporaryFolder()
    let databases = [try await sqliteItems(folder.file()), try await sqliteItems(folder.file())]
    try await withThrowingTaskGroup(of: Void.self) { group in
      for index in 0..<100 {
        let database = databases[index % 2]
        group.addTask {
          try await database.write { _ = try $0.execute("INSERT INTO item (name) VALUES (\("n\(index)"))") }
        }
      }
      try await group.waitForAll()
    }
    #expect(try await databases[0].count() == 100)
    for database in databases { try database.close() }
  }
}
