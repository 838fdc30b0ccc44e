import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import PolderCore
import PolderPassword
import PolderSQL
import PolderServer
import Testing

struct UnknownFateTests {
  @Test("a request whose commit is of unknown fate is told that it may have been done, and not to come again at once")
  func told() async throws {
    let fixture = try await ServerDatabaseFixture.ready()
    let database = StagedDatabase(fixture.database)
    let clock = ManualClock()
    var settings = ServerSettings()
    settings.tokenSecret = ServerHouse.secret
    settings.rootPassword = .hashed(ServerDatabaseFixture.hash)
    let parts = try await ServerParts(
      settings, database, Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, { clock.now }, Passwords(threads: 1))
    let tokens = parts.tokens.pair(for: .user(UserID(1), roles: []), session: "s", generation: 1, now: clock.now)
    let body: JSONValue = ["name": "one"]
    database.loseNextCommit()
    let reply = try await Application(responder: parts.dispatcher).test(.router) { client in
      try await client.execute(
        uri: "/api/organization", method: .post,
        headers: [.authorization: "Bearer \(tokens.access)", .contentType: "application/json"],
        body: ByteBuffer(bytes: body.bytes))
    }
    #expect(reply.status == .internalServerError && reply.header("polder-error") == "commit-unknown")
    #expect(reply.json?["msg"]?.string?.contains("may have been done") == true)
    #expect(reply.header("retry-after") == nil)
    #expect(try await fixture.numbers("SELECT COUNT(*) FROM organization WHERE name = 'one'") == [1])
  }
}
