import Foundation
import PolderPostgres
import PolderSQL
import PolderTesting
import Testing

@Suite(.enabled(if: TestPostgres.isThere))
struct PostgresReadTests {
  @Test("a read sees one state of the database, whatever is committed meanwhile")
  func oneState() async throws {
    let house = try await PostgresHouse.items()
    let held = AsyncStream.makeStream(of: Void.self)
    let release = DispatchSemaphore(value: 0)
    async let counts = house.database.read { sql in
      let before = try sql.first("SELECT COUNT(*) FROM item")?.int(0)
      held.continuation.finish()
      release.wait()
      return [before, try sql.first("SELECT COUNT(*) FROM item")?.int(0)]
    }
    for await _ in held.stream {}
    try await house.database.write { _ = try $0.execute("INSERT INTO item (name) VALUES ('new')") }
    release.signal()
    #expect(try await counts == [0, 0])
    #expect(try await house.database.count() == 1)
  }

  @Test("a read whose connection is lost is done again, also after all connections were lost")
  func lostConnection() async throws {
    let house = try await PostgresHouse.items()
    let cuts = Cuts()
    let one = try await house.database.read { sql in
      _ = try sql.first("SELECT 1")
      if cuts.isFirst() { try house.server.cutConnections() }
      return try sql.first("SELECT 1")?.int(0)
    }
    #expect(one == 1)
    try house.server.cutConnections()
    #expect(try await house.database.count() == 0)
    try await house.database.write { _ = try $0.execute("INSERT INTO item (name) VALUES ('x')") }
  }

  @Test("a read that nobody waits for any more is given up at the server, and the next is not")
  func cancelled() async throws {
    let house = try await PostgresHouse.open { $0.readers = 1 }
    let begun = AsyncStream.makeStream(of: Void.self)
    let task = Task {
      try await house.database.read { sql in
        begun.continuation.finish()
        _ = try sql.first("SELECT pg_sleep(600)")
      }
    }
    for await _ in begun.stream {}
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(try await house.database.read { try $0.first("SELECT 7")?.int(0) } == 7)
  }

  @Test("a statement that takes longer than allowed is given up")
  func statementTimeout() async throws {
    let house = try await PostgresHouse.open { $0.statementTimeout = 1 }
    let kind = await kindOfFailure { _ = try await house.database.read { try $0.first("SELECT pg_sleep(600)") } }
    #expect(kind == .interrupted)
  }

  @Test("reads use no more connections than allowed, and wait for one another")
  func bounded() async throws {
    let house = try await PostgresHouse.open { $0.readers = 2 }
    let processes = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<50 {
        group.addTask { try await house.database.read { try $0.first("SELECT pg_backend_pid()")?.int(0) ?? 0 } }
      }
      return try await group.reduce(into: Set<Int>()) { $0.insert($1) }
    }
    #expect((1...2).contains(processes.count))
  }

  @Test("a signal reaches other programs and not its sender, and one comes after the connection was lost")
  func signals() async throws {
    let house = try await PostgresHouse.open()
    let other = try await house.another()
    var heard = other.signals(of: "events").makeAsyncIterator()
    // The first tells that it listens now.
    _ = await heard.next()
    house.database.signal("rooms")
    for _ in 0..<5 { house.database.signal("events") }
    _ = await heard.next()
    try house.server.cutConnections()
    _ = await heard.next()
    try other.close()
    while await heard.next() != nil {}
    var late = other.signals(of: "events").makeAsyncIterator()
    #expect(await late.next() == nil)
  }

  @Test("a signal that is given while the connection is away is sent once it is back", .timeLimit(.minutes(5)))
  func signalsOfAPause() async throws {
    let house = try await PostgresHouse.open { $0.applicationName = "sender" }
    let other = try await house.another { $0.readers = 1 }
    let name = house.server.name
    var own = house.database.signals(of: "events").makeAsyncIterator()
    var heard = other.signals(of: "events").makeAsyncIterator()
    // The first tells that each listens now.
    _ = await own.next()
    _ = await heard.next()
    try house.aside("ALTER DATABASE \(name) ALLOW_CONNECTIONS false")
    try house.aside(
      """
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '\(name)' AND application_name = 'sender'
      """)
    var left = 1
    while left > 0 {
      left = try await other.read { sql in
        try sql.first("SELECT COUNT(*) FROM pg_stat_activity WHERE application_name = 'sender'")?.int(0) ?? 0
      }
    }
    house.database.signal("events")
    // Long before these are answered the sender was woken, and found that there is no connection.
    for _ in 0..<100 { _ = try await other.read { try $0.first("SELECT 1") } }
    try house.aside("ALTER DATABASE \(name) ALLOW_CONNECTIONS true")
    _ = await heard.next()
    try other.close()
    while await heard.next() != nil {}
  }
}
