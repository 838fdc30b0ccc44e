import PolderCore
import PolderServer
import PolderService
import Testing

struct GracefulShutdownTests {
  @Test("a server that is told to end answers every request that it has taken, and takes no more")
  func answersWhatItTook() async throws {
    try await EmbeddedServer.run { server in
      let (client, count) = (server.client, 24)
      let answers = try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<count {
          // An unknown name costs as much hashing as any password: they wait for a thread that hashes.
          group.addTask { try await client.logIn("nobody", "root").status }
        }
        while try await server.taken() < count { await Task.yield() }
        try await server.running.stop()
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(answers == Array(repeating: 401, count: count))
      await #expect(throws: (any Error).self) { try await client.call("GET", "/api/version") }
    }
  }

  // Nobody new is let in for a fifth of a second before anything ends: an end that may take a millisecond is cut off.
  @Test(
    "what was read right before the end stands in the audit log, also when that end is cut off",
    arguments: [Duration.seconds(60), .milliseconds(1)])
  func auditIsWritten(limit: Duration) async throws {
    try await EmbeddedServer.run({ $0.endLimit = limit }) { server in
      let token = try #require(try await server.client.logIn("root", "root").json?["access_token"]?.string)
      _ = try await server.client.call("GET", "/api/organization", headers: ["Authorization": "Bearer \(token)"])
      try await server.running.stop()
      var settings = ServerSettings()
      (settings.dataFolder, settings.databaseURI) = (server.folder, server.databaseURI)
      let audit = try await AuditBook(settings)
      let operations = try await audit.newest(10).map(\.record.operation)
      #expect(operations == ["LogIn", "ListOrganizations"])
      #expect(try await audit.verify().isWhole)
      try audit.close()
    }
  }
}
