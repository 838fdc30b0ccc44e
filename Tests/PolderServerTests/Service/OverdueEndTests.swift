import PolderCore
import PolderSQL
import PolderServer
import PolderService
import Testing

/// An end that takes too long cancels what has not ended: what waits is written all the same.
struct OverdueEndTests {
  @Test("what was read right before an end that is cut off stands in the audit log")
  func embedded() async throws {
    // Nobody new is let in for a fifth of a second before anything ends, so that this end is always cut off.
    try await EmbeddedServer.run({ $0.endLimit = .milliseconds(1) }) { server in
      let token = try #require(try await server.client.logIn("root", "root").json?["access_token"]?.string)
      _ = try await server.client.call("GET", "/api/organization", headers: ["Authorization": "Bearer \(token)"])
      try await server.running.stop()
      var settings = ServerSettings()
      (settings.dataFolder, settings.databaseURI) = (server.folder, server.databaseURI)
      let audit = try await ServerAudit(settings)
      let operations = try await audit.newest(10).map(\.record.operation)
      #expect(operations == ["LogIn", "ListOrganizations"])
      try audit.close()
    }
  }

  @Test("services that were cancelled leave their last writes to the end, which does them once")
  func cancelled() async throws {
    let house = try await ServerHouse()
    let parts = house.parts
    let read = AuditRecord(time: house.clock.now, principal: "user:1", operation: "GetTask", object: "task/1")
    try await parts.sockets.beat(now: house.clock.now)
    await parts.audit.take(read)
    let end = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      try await parts.chores.run()
      try await parts.audit.run()
      await parts.finish()
    }
    try await end.value
    #expect(try await house.number("SELECT COUNT(*) FROM polder_audit WHERE operation = 'GetTask'") == 1)
    #expect(try await house.number("SELECT COUNT(*) FROM polder_replica") == 0)
    #expect(parts.audit.counts.waiting == 0)
    let statements = house.database.statementCount
    await parts.finish()
    #expect(house.database.statementCount == statements)
  }
}
