import Foundation
import PolderPostgres
import PolderSQL
import PolderTesting
import Testing

/// Whoever gives up is answered at once, whatever the server does, and leaves nothing behind.
@Suite(.enabled(if: TestPostgres.isThere))
struct PostgresCancellationTests {
  /// Another program keeps all writers out until it is released.
  private func hold(
    _ database: any PolderSQL.Database, _ release: DispatchSemaphore
  ) async -> Task<Void, any Error> {
    let held = AsyncStream.makeStream(of: Void.self)
    let task = Task {
      try await database.write { _ in
        held.continuation.finish()
        release.wait()
      }
    }
    for await _ in held.stream {}
    return task
  }

  /// Waits until a writer waits for its turn at the server.
  private func waitsForTurn(_ database: any PolderSQL.Database) async throws {
    var count = 0
    while count == 0 {
      count = try await database.read { sql in
        try sql.first(
          """
          SELECT COUNT(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted \
          AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
          """)?.int(0) ?? 0
      }
    }
  }

  @Test("a write that waits for its turn behind another program's is given up, and never done")
  func waiting() async throws {
    let house = try await PostgresHouse.items()
    let release = DispatchSemaphore(value: 0)
    let holding = await hold(try await house.another(), release)
    let writes = (0..<3).map { number in
      Task { try await house.database.write { _ = try $0.execute("INSERT INTO item (name) VALUES (\("n\(number)"))") } }
    }
    try await waitsForTurn(house.database)
    for write in writes { write.cancel() }
    for write in writes { await #expect(throws: CancellationError.self) { try await write.value } }
    release.signal()
    try await holding.value
    try await house.database.write { _ = try $0.execute("INSERT INTO item (name) VALUES ('later')") }
    #expect(try await house.database.names() == ["later"])
  }

  @Test("a write whose statement does not end is given up and undone; those who share its commit are done")
  func running() async throws {
    let house = try await PostgresHouse.items()
    let begun = AsyncStream.makeStream(of: Void.self)
    let release = DispatchSemaphore(value: 0)
    let holding = await hold(house.database, release)
    func write(_ name: String) -> Task<Void, any Error> {
      Task { try await house.database.write { _ = try $0.execute("INSERT INTO item (name) VALUES (\(name))") } }
    }
    let first = write("first")
    while house.database.waitingWrites < 1 { await Task.yield() }
    let endless = Task {
      try await house.database.write { sql in
        try sql.execute("INSERT INTO item (name) VALUES ('endless')")
        begun.continuation.finish()
        _ = try sql.first("SELECT pg_sleep(600)")
      }
    }
    while house.database.waitingWrites < 2 { await Task.yield() }
    let last = write("last")
    while house.database.waitingWrites < 3 { await Task.yield() }
    // The group is done again without the one that is given up, and with it what holds it up.
    for _ in 1...2 { release.signal() }
    for await _ in begun.stream {}
    endless.cancel()
    await #expect(throws: CancellationError.self) { try await endless.value }
    _ = try await (holding.value, first.value, last.value)
    #expect(Set(try await house.database.names()) == ["first", "last"])
  }

  @Test("whoever waits for a server that does not answer gives up at once, and the database can be closed")
  func unreachable() async throws {
    var options = PostgresDatabase.Options()
    options.patience = 3_600
    let address = try #require(PostgresAddress(uri: "postgresql://u@127.0.0.1:1/nothing"))
    let database = try PostgresDatabase(unchecked: address, options: options)
    let read = Task { _ = try await database.read { try $0.first("SELECT 1") } }
    let write = Task { _ = try await database.write { try $0.execute("SELECT 1") } }
    read.cancel()
    write.cancel()
    await #expect(throws: CancellationError.self) { try await read.value }
    await #expect(throws: CancellationError.self) { try await write.value }
    try await BlockingWork.run { try database.close() }
  }

  @Test("a database is closed without waiting for a turn: writes that have not begun are refused, and never done")
  func closing() async throws {
    let house = try await PostgresHouse.items()
    let other = try await house.another()
    let release = DispatchSemaphore(value: 0)
    let holding = await hold(other, release)
    let writes = (0..<3).map { number in
      Task { try await house.database.write { _ = try $0.execute("INSERT INTO item (name) VALUES (\("n\(number)"))") } }
    }
    try await waitsForTurn(house.database)
    try await BlockingWork.run { try house.database.close() }
    for write in writes { #expect(await kindOfFailure { try await write.value } == .closed) }
    release.signal()
    try await holding.value
    #expect(try await other.names() == [])
  }

  @Test("a write that is cancelled when it was committed is there and says so")
  func late() async throws {
    let house = try await PostgresHouse.items()
    for number in 0..<50 {
      let task = Task {
        try await house.database.write { _ = try $0.execute("INSERT INTO item (id) VALUES (\(number))") }
      }
      if number % 2 == 0 { await Task.yield() }
      task.cancel()
      var isDone = true
      do { try await task.value } catch is CancellationError { isDone = false }
      let count = try await house.database.read {
        try $0.first("SELECT COUNT(*) FROM item WHERE id = \(number)")?.int(0)
      }
      #expect(count == (isDone ? 1 : 0))
    }
  }
}
