import Foundation
import PolderCore
import PolderHTTP
import PolderSQL
import PolderServer
import Testing

/// Events are read in the order of commits, whichever transaction began first.
struct CommitOrderTests {
  @Test("of two transactions that are open together, the one that commits late loses no event and comes in order")
  func lateCommit() async throws {
    let fixture = try await ServerDatabaseFixture.ready()
    let other = try fixture.another()
    try await LiveHouse.run(at: fixture.uri) { live in
      let organization = try await live.house.organization("one")
      let collaboration = try await live.house.collaboration("c", of: [organization])
      let viewer = try await live.house.user("viewer1", of: organization, role: "Viewer")
      let (pump, now) = (live.house.parts.pump, live.house.clock.now)
      @Sendable func append(_ text: String, _ sql: Transaction) throws {
        try pump.append(room: .collaboration(collaboration), event: .message, payload: "\"\(text)\"", at: now, sql)
      }
      try await live.peer(live.house.token(user: viewer)) { user in
        _ = try await user.heard(until: "message")
        let begun = AsyncStream.makeStream(of: Void.self)
        let release = DispatchSemaphore(value: 0)
        async let late: Void = other.write { sql in
          try append("began first", sql)
          begun.continuation.finish()
          release.wait()
        }
        for await _ in begun.stream {}
        async let second: Void = live.house.database.write { try append("began second", $0) }
        // Whoever reads now may see neither, or the second alone; the first has to come all the same.
        await pump.drain()
        release.signal()
        _ = try await (late, second)
        pump.wake()
        var heard: [String] = []
        while heard.count < 2 { heard += try await user.heard(until: "message") }
        #expect(heard == ["message began first", "message began second"])
      }
    }
    try other.close()
  }

  @Test("many writers of two programs lose no event, and every reader hears all of them once, in one order")
  func manyWriters() async throws {
    let fixture = try await ServerDatabaseFixture.ready()
    let other = try fixture.another()
    try await LiveHouse.run(at: fixture.uri) { live in
      let organization = try await live.house.organization("one")
      let collaboration = try await live.house.collaboration("c", of: [organization])
      let viewer = try await live.house.user("viewer1", of: organization, role: "Viewer")
      let (pump, now) = (live.house.parts.pump, live.house.clock.now)
      try await live.peer(live.house.token(user: viewer)) { user in
        _ = try await user.heard(until: "message")
        try await withThrowingTaskGroup(of: Void.self) { group in
          for number in 0..<200 {
            let database = number % 2 == 0 ? other : live.house.database
            group.addTask {
              try await database.write { sql in
                try pump.append(
                  room: .collaboration(collaboration), event: .message, payload: "\"\(number)\"", at: now, sql)
              }
              pump.wake()
            }
          }
          try await group.waitForAll()
        }
        var heard: [String] = []
        while heard.count < 200 { heard += try await user.heard(until: "message") }
        let written = try await live.house.database.read { sql in
          try sql.rows("SELECT payload FROM polder_outbox WHERE event = 'message' ORDER BY id") { try $0.text(0) }
        }
        #expect(Set(heard).count == 200)
        #expect(heard == written.map { "message " + $0.replacing("\"", with: "") })
      }
    }
    try other.close()
  }
}
