import Foundation
import HTTPTypes
import HummingbirdTesting
import Logging
import PolderCore
import PolderPassword
import PolderSQL
import PolderSQLite
import PolderServer
import PolderTesting
import Testing

struct HealthTests {
  private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
  private let now = ServerDatabaseFixture.now

  @Test("a database that can be read and not written is not well")
  func readOnly() async throws {
    let house = try await ServerHouse()
    #expect(try await house.call(.get, "/health").json == ["database": true])
    try await house.write { try $0.execute("DROP TABLE polder_secret") }
    house.clock.advance(.seconds(2))
    #expect(try await house.call(.get, "/health").json == ["database": false])
  }

  @Test("a database whose file was moved away is not well")
  func movedFile() async throws {
    try await TestFolder.with { folder in
      let path = folder.path + "/server.sqlite"
      let database = try SQLiteDatabase(path: path)
      _ = try await ServerDatabase.prepare(
        database, rootPassword: .hashed(ServerDatabaseFixture.hash), passwords: Passwords(threads: 1), now: now)
      let probe = HealthProbe(database, logger: logger)
      #expect(await probe.isUp(now: now))
      try FileManager.default.moveItem(atPath: path, toPath: path + ".aside")
      #expect(await probe.isUp(now: now + .seconds(2)) == false)
      try database.close()
    }
  }

  @Test("however often somebody asks, the database is asked once a second")
  func bounded() async throws {
    let house = try await ServerHouse()
    let before = house.database.statementCount
    for _ in 0..<50 { _ = try await house.call(.get, "/health") }
    #expect(house.database.statementCount - before <= 4)
    let probe = HealthProbe(house.database, logger: logger)
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<20 { group.addTask { await probe.isUp(now: self.now) } }
      for await isUp in group { #expect(isUp) }
    }
  }

  @Test("a database that hangs is not well, and nobody waits for it longer than the probe has patience")
  func hangs() async throws {
    let gate = HangingDatabase()
    let probe = HealthProbe(gate, patience: .milliseconds(1), logger: logger)
    #expect(await probe.isUp(now: now) == false)
    gate.open()
  }
}

/// A database whose writes wait until the gate is opened.
private final class HangingDatabase: PolderSQL.Database {
  private let (waits, wait) = AsyncStream.makeStream(of: Void.self)
  let dialect = Dialect.sqlite
  let statementCount = 0

  func open() { wait.finish() }

  func read<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T { try await hang() }

  func write<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T { try await hang() }

  func close() throws {}

  private func hang<T>() async throws -> T {
    for await _ in waits {}
    throw SQLError(.closed, "closed")
  }
}
