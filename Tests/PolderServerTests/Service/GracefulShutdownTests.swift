import PolderCore
import PolderServer
import PolderService
import Synchronization
import Testing

struct GracefulShutdownTests {
  private final class Answers: Sendable {
    let all = Mutex<[Int]>([])
  }

  @Test("a server that is told to end answers every request that it has taken, and takes no more")
  func answersWhatItTook() async throws {
    try await EmbeddedServer.run { server in
      let (client, count) = (server.client, 4)
      var isEnded = false
      // On a busy machine the first may be answered before the last is taken; then another round is made.
      for _ in 0..<20 where !isEnded {
        let answers = Answers()
        isEnded = try await withThrowingTaskGroup(of: Void.self) { group in
          for _ in 0..<count {
            group.addTask {
              // An unknown name costs as much hashing as any password.
              let status = try await client.logIn("nobody", "root").status
              answers.all.withLock { $0.append(status) }
            }
          }
          var taken = 0
          while taken < count, answers.all.withLock({ $0.isEmpty }) { taken = try await server.inFlight() }
          if taken == count { try await server.running.stop() }
          try await group.waitForAll()
          return taken == count
        }
        #expect(answers.all.withLock { $0 } == Array(repeating: 401, count: count))
      }
      #expect(isEnded)
      await #expect(throws: (any Error).self) { try await client.call("GET", "/api/version") }
    }
  }

  @Test("what was read right before the end stands in the audit log")
  func auditIsWritten() async throws {
    try await EmbeddedServer.run { server in
      let token = try #require(try await server.client.logIn("root", "root").json?["access_token"]?.string)
      _ = try await server.client.call("GET", "/api/organization", headers: ["Authorization": "Bearer \(token)"])
      try await server.running.stop()
      var settings = ServerSettings()
      (settings.dataFolder, settings.databaseURI) = (server.folder, "sqlite:///server.sqlite")
      let audit = try await ServerAudit(settings)
      let operations = try await audit.newest(10).map(\.record.operation)
      #expect(operations == ["LogIn", "ListOrganizations"])
      #expect(try await audit.verify().isWhole)
      try audit.close()
    }
  }
}
