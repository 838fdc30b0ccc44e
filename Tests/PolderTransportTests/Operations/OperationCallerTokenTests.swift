import PolderCore
import PolderTransport
import Testing

@Suite("Operation caller and tokens")
struct OperationCallerTokenTests {
  static let status = FakeService.Reaction.json(["status": "pending"])

  func caller(_ service: FakeService, _ tokens: any TokenSource) -> OperationCaller {
    OperationCaller(channel: service, tokens: tokens, retries: RetryPolicy(sleep: { _ in }))
  }

  @Test(
    "A refused token is renewed once and the call repeated once, by the incumbent's texts and by our names",
    arguments: [
      (401, "Token has expired", ""), (401, "Error loading the user 7", ""), (401, "Missing Authorization Header", ""),
      (422, "Signature verification failed", ""), (401, "in other words", "token-expired"),
      (401, "in other words", "token-revoked"), (422, "in other words", "token-signature"),
    ])
  func renewsRefusedTokens(status: Int, text: String, code: String) async throws {
    let refusal = FakeService.Reaction.json(
      ["msg": .string(text)], status: status, headers: code.isEmpty ? [] : [("polder-error", code)])
    let service = FakeService([refusal, Self.status])
    let tokens = FakeTokens(["old", "new"])
    #expect(try await caller(service, tokens).call(GetTaskStatus.self, path: 6).status == "pending")
    #expect(await service.bearers == ["old", "new"])
    #expect(await tokens.rejected == ["old"])
  }

  @Test("A POST with a refused token is repeated too: nothing was done for it")
  func repeatsPostsAfterRenewal() async throws {
    let service = FakeService([.json(["msg": "Token has expired"], status: 401), .json(["msg": "done"])])
    var body = KillTask.Body()
    body.id = 6
    _ = try await caller(service, FakeTokens(["old", "new"])).call(KillTask.self, body: body)
    #expect(await service.calls.map(\.body) == [body.json.bytes, body.json.bytes])
    #expect(await service.bearers == ["old", "new"])
  }

  @Test("A refusal of the renewed token is final")
  func repeatsOnlyOnce() async {
    let service = FakeService([.json(["msg": "Token has expired"], status: 401)])
    let tokens = FakeTokens(["one", "two", "three"])
    let refusal = await #expect(throws: RequestRefusal.self) {
      try await caller(service, tokens).call(GetTaskStatus.self, path: 6)
    }
    #expect(refusal?.message == "Token has expired")
    #expect(await service.bearers == ["one", "two"])
    #expect(await tokens.rejected == ["one"])
  }

  @Test(
    "A lacking permission, a wrong password and other refusals leave the token alone",
    arguments: [
      (401, "You lack the permission to do that!", ""), (401, "You lack the permission to do that!", "http-401"),
      (401, "Invalid username or password!", "login-failed"), (403, "Token has expired", ""),
      (404, "Token has expired", ""), (400, "Token has expired", "token-expired"),
      (401, "The name of the task is: Token has expired", ""),
    ])
  func leavesTokensAlone(status: Int, text: String, code: String) async {
    let refusal = FakeService.Reaction.json(
      ["msg": .string(text)], status: status, headers: code.isEmpty ? [] : [("polder-error", code)])
    let service = FakeService([refusal, Self.status])
    let tokens = FakeTokens(["old", "new"])
    let error = await #expect(throws: RequestRefusal.self) {
      try await caller(service, tokens).call(GetTaskStatus.self, path: 6)
    }
    #expect(error?.status == status)
    #expect(await service.bearers == ["old"])
    #expect(await tokens.rejected.isEmpty)
  }

  @Test("A page of somebody else under 401 is not taken for a word about the token")
  func ignoresForeignPages() async {
    let service = FakeService([.text("<html>Token has expired</html>", status: 401), Self.status])
    let tokens = FakeTokens(["old", "new"])
    await #expect(throws: PolderError.self) { try await caller(service, tokens).call(GetTaskStatus.self, path: 6) }
    #expect(await tokens.rejected.isEmpty)
  }

  @Test("A token that can not be renewed is not sent twice")
  func fixedTokensAreNotRepeated() async {
    let service = FakeService([.json(["msg": "Token has expired"], status: 401)])
    await #expect(throws: RequestRefusal.self) {
      try await caller(service, FixedToken("only")).call(GetTaskStatus.self, path: 6)
    }
    #expect(await service.bearers == ["only"])
  }

  @Test("A token that can not be got ends the call with its reason, and nothing is sent")
  func tellsMissingTokens() async {
    struct None: TokenSource {
      func token() throws -> String { throw PolderError(.transportUnreachable, "no server for tokens") }
      func token(insteadOf rejected: String) throws -> String { try token() }
    }
    let service = FakeService([Self.status])
    let error = await #expect(throws: PolderError.self) {
      try await caller(service, None()).call(GetTaskStatus.self, path: 6)
    }
    #expect(error?.message == "no server for tokens")
    #expect(await service.calls.isEmpty)
  }

  @Test("A refresh carries the refresh token, and gives the tokens of users and of nodes")
  func refreshes() async throws {
    for address in ["user_url", "node_url"] {
      let service = FakeService([
        .json([
          "access_token": "a2", "refresh_token": "r2", "refresh_url": "/api/token/refresh", address: "/api/x/7",
        ])
      ])
      let pair = try await caller(service, FakeTokens(["a1"])).refresh("r1")
      #expect(pair.access == "a2")
      #expect(pair.refresh == "r2")
      #expect(await service.calls.map(\.shown) == ["POST /token/refresh"])
      #expect(await service.bearers == ["r1"])
    }
  }

  @Test("A refresh whose answer was lost is asked for again; a refused one is a refusal")
  func repeatsLostRefreshes() async throws {
    let tokens: JSONValue = ["access_token": "a", "refresh_token": "r", "refresh_url": "", "user_url": ""]
    let service = FakeService([.interrupted, .json(tokens)])
    #expect(try await caller(service, FixedToken("t")).refresh("r1").access == "a")
    #expect(await service.bearers == ["r1", "r1"])
    let refusing = FakeService([.json(["msg": "Token has expired"], status: 401)])
    let refusal = await #expect(throws: RequestRefusal.self) {
      try await caller(refusing, FixedToken("t")).refresh("r1")
    }
    #expect(refusal?.status == 401)
    #expect(await refusing.calls.count == 1)
  }
}
