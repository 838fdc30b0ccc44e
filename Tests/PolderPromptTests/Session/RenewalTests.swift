import PolderClient
import PolderCore
import PolderTransport
import Testing

@testable import PolderClient
@testable import PolderPrompt

@Suite("Renewed sessions at the prompt")
struct RenewalTests {
  @Test("A renewed session is in the file before its tokens are used")
  func isKept() async throws {
    try await TestFolder.with { folder in
      let profiles = folder.profiles
      try profiles.keep(Token.session(), for: "p", isNewLogin: true)
      let renewed: JSONValue = [
        "access_token": .string(Token.access(7, "new")), "refresh_token": "refresh-new",
        "refresh_url": "/api/token/refresh", "user_url": "/api/user/7",
      ]
      let server = FakeServer([(200, renewed)])
      let client = server.client()
      await client.resume(Token.session()) { session in
        do { try profiles.keep(session, for: "p") } catch { Issue.record(error) }
      }
      try await client.refreshToken()
      let kept = try profiles.session(of: "p")
      #expect(kept?.refresh == "refresh-new")
      #expect(kept?.access == Token.access(7, "new"))
      #expect(server.calls == ["POST /token/refresh"])
    }
  }
}
