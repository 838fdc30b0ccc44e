import Logging
import PolderCore
import PolderHTTP
import PolderSQL
import PolderServer
import PolderService
import Testing

/// A node's way from its token to its rooms, at a server that sends events only when a test has it do so.
@Suite(.timeLimit(.minutes(10)))
struct ArrivalTests {
  private func run(
    _ house: ServerHouse, _ database: StagedDatabase,
    _ body: @Sendable (LiveHouse, ServerParts) async throws -> Void
  ) async throws {
    var settings = ServerSettings()
    settings.tokenSecret = ServerHouse.secret
    settings.rootPassword = .hashed(ServerDatabaseFixture.hash)
    let logger = Logger(label: "arrival") { _ in SwiftLogNoOpLogHandler() }
    let parts = try await ServerParts(settings, database, logger, { house.clock.now }, house.passwords)
    let (ports, found) = AsyncStream.makeStream(of: Int.self)
    let application = parts.application(host: "127.0.0.1", port: 0, logger: logger) { found.yield($0) }
    let run = ServiceRun([application, parts.end], logger: logger, signals: [])
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await run.run() }
      for await port in ports {
        do {
          try await body(LiveHouse(house: house, port: port), parts)
        } catch {
          // A node that waits for its events would hold the server up.
          await parts.pump.drain()
          await run.stop()
          throw error
        }
        break
      }
      await run.stop()
      try await group.waitForAll()
    }
  }

  @Test("a node that loses its membership while it arrives is out of the rooms once they are looked at again")
  func membership() async throws {
    let house = try await ServerHouse()
    let organization = try await house.organization("one")
    let collaboration = try await house.collaboration("c", of: [organization])
    let node = try await house.node("n1x", of: organization, in: collaboration)
    let database = StagedDatabase(house.database)
    try await run(house, database) { live, parts in
      try await live.peer(house.token(node: node)) { peer in
        // Its coming is written, and waits to be told.
        for await _ in database.signalled { break }
        try await house.write { try $0.execute("DELETE FROM \"Member\"") }
        try await parts.sockets.recomputeRooms()
        await parts.pump.drain()
        _ = try await peer.heard(until: "sync")
        try await parts.sockets.recomputeRooms()
        #expect(parts.hub.sockets(in: "all_nodes").count == 1)
        #expect(parts.hub.sockets(in: "collaboration_\(collaboration)").isEmpty)
      }
    }
  }
}
