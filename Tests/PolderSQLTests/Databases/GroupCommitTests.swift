import PolderSQL
import Testing

/// Writes that wait together, on every engine that is here.
struct GroupCommitTests {
  @Test("writes that wait together share one commit and are all there afterwards", arguments: TestEngine.here)
  func sharedCommit(engine: TestEngine) async throws {
    let house = try await CommitHouse(engine)
    let before = house.commits()
    let succeeded = try await house.group(of: 40) { index, sql in
      try sql.execute("INSERT INTO item (id, name) VALUES (\(index), \("n\(index)"))")
    }
    #expect(succeeded.allSatisfy { $0 })
    #expect(house.commits() - before == 1)
    #expect(try await house.database.count() == 40)
    try house.database.close()
  }

  @Test(
    "a write that fails undoes itself alone, whether it threw or broke a rule, also as the first of its group",
    arguments: TestEngine.here)
  func failingMember(engine: TestEngine) async throws {
    let house = try await CommitHouse(engine)
    try await house.database.write { _ = try $0.execute("INSERT INTO item (id, name) VALUES (1000, 'taken')") }
    let succeeded = try await house.group(of: 30) { index, sql in
      try sql.execute("INSERT INTO item (id, name) VALUES (\(index), \("n\(index)"))")
      if index % 3 == 0 { throw CommitHouse.Refused() }
      if index % 3 == 1 { try sql.execute("INSERT INTO item (name) VALUES ('taken')") }
    }
    #expect(succeeded == (0..<30).map { $0 % 3 == 2 })
    let ids = try await house.database.read { try $0.rows("SELECT id FROM item ORDER BY id").map { try $0.int(0) } }
    #expect(ids == (0..<30).filter { $0 % 3 == 2 } + [1000])
    await #expect(throws: CommitHouse.Refused.self) {
      try await house.database.write { _ in throw CommitHouse.Refused() }
    }
    try house.database.close()
  }

  @Test("a lone write is committed at once", arguments: TestEngine.here)
  func loneWrites(engine: TestEngine) async throws {
    let house = try await CommitHouse(engine)
    let before = house.commits()
    for index in 0..<5 {
      try await house.database.write { _ = try $0.execute("INSERT INTO item (id) VALUES (\(index))") }
    }
    #expect(house.commits() - before == 5)
    try house.database.close()
  }

  @Test("a cancelled task's write is not begun", arguments: TestEngine.here)
  func cancelled(engine: TestEngine) async throws {
    let house = try await CommitHouse(engine)
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      try await house.database.write { _ = try $0.execute("INSERT INTO item (name) VALUES ('x')") }
    }
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(try await house.database.count() == 0)
    try house.database.close()
  }

  @Test("many writers of two programs on one database lose nothing", arguments: TestEngine.here)
  func twoPrograms(engine: TestEngine) async throws {
    let house = try await CommitHouse(engine)
    let databases = [house.database, try await house.another()]
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
