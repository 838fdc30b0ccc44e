import PolderCore
import PolderSQL
import PolderServer
import PolderTesting
import Testing

struct NumberTests {
  private func next(_ fixture: ServerDatabaseFixture, _ series: NumberSeries) async throws -> Int64 {
    try await fixture.database.write { try IDAllocator.next(series, $0) }
  }

  @Test("every series counts on from its table", arguments: NumberSeries.allCases)
  func counting(series: NumberSeries) async throws {
    let fixture = try await ServerDatabaseFixture.ready()
    let highest = try await fixture.numbers(
      "SELECT COALESCE(MAX(\(identifier: series.column)), 0) FROM \(identifier: series.table)")
    let first = try await next(fixture, series)
    let range = try await fixture.database.write { try IDAllocator.reserve(5, of: series, $0) }
    #expect([Int(first)] == highest.map { $0 + 1 })
    #expect(range == (first + 1)...(first + 5))
    #expect(try await next(fixture, series) == first + 6)
  }

  @Test("a number given by another program counts, also when the row is gone again")
  func otherPrograms() async throws {
    let fixture = try await ServerDatabaseFixture.ready()
    try await fixture.run("INSERT INTO task (id, job_id) VALUES (40, 30)")
    #expect(try await next(fixture, .task) == 41)
    #expect(try await next(fixture, .job) == 31)
    try await fixture.run("INSERT INTO task (id, job_id) VALUES (70, 60)", "DELETE FROM task")
    #expect(try await next(fixture, .task) == 71)
    #expect(try await next(fixture, .job) == 61)
  }

  @Test("the number of a deleted user or node is never given again")
  func principals() async throws {
    let fixture = try await ServerDatabaseFixture.ready()
    let ids = try await fixture.database.write { transaction in
      try (0..<3).map { _ in try PrincipalRows.create(.user, now: ServerDatabaseFixture.now, transaction) }
    }
    #expect(ids == [2, 3, 4])
    try await fixture.database.write { transaction in
      try transaction.execute("INSERT INTO \"user\" (id, username) VALUES (4, 'gone')")
      #expect(try ServerSchema.delete(from: "user", ids: [4], transaction) == 1)
      #expect(try PrincipalRows.create(.node, now: ServerDatabaseFixture.now, transaction) == 5)
    }
    let types = try await fixture.values("SELECT id, type FROM authenticatable ORDER BY id")
    #expect(types.map { $0[0] } == [1, 2, 3, 5].map { .integer($0) } && types.last?[1] == .text("node"))
  }

  @Test("writers of two programs never get the same number")
  func together() async throws {
    let fixture = try await ServerDatabaseFixture.ready()
    let other = try fixture.another()
    let given = try await withThrowingTaskGroup(of: Int64.self) { group in
      for index in 0..<40 {
        let database = index % 2 == 0 ? fixture.database : other
        group.addTask { try await database.write { try IDAllocator.next(.run, $0) } }
      }
      return try await group.reduce(into: [Int64]()) { $0.append($1) }
    }
    #expect(Set(given).count == 40)
    // Two that draw at once leave what was drawn in between unused.
    if !TestPostgres.isChosen { #expect(given.sorted() == Array(1...40)) }
    try other.close()
  }

  @Test("the numbers of a write that is undone are given once to others, or to nobody")
  func undone() async throws {
    struct Undone: Error {}
    let fixture = try await ServerDatabaseFixture.ready()
    await #expect(throws: Undone.self) {
      try await fixture.database.write { transaction in
        _ = try IDAllocator.next(.task, transaction)
        throw Undone()
      }
    }
    // Nobody saw the first; a sequence does not go back all the same.
    #expect(try await next(fixture, .task) == (TestPostgres.isChosen ? 2 : 1))
    #expect(try await next(fixture, .task) == (TestPostgres.isChosen ? 3 : 2))
  }
}
