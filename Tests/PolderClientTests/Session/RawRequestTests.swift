import PolderCore
import PolderTransport
import Testing

@testable import PolderClient

@Suite("Requests without a method of their own")
struct RawRequestTests {
  @Test("Parameters are written as the contract has them; the body is JSON; headers stand below the session's")
  func writesRequests() async throws {
    let api = FakeAPI([:], otherwise: AnyReply.to)
    let client = try await UserClient.loggedIn(api)
    let reply = try await client.request(
      "/task", json: ["a": 1], method: .post,
      params: ["page": 2, "name": nil, "include": ["runs", "results"], "flag": true, "text": "a b"],
      headers: ["X-Own": "1", "authorization": "Bearer somebody else's"])
    #expect(reply["msg"]?.string == "m")
    let call = try #require(await api.sent.first)
    #expect(call.method == .post)
    #expect(call.path == "/task")
    #expect(
      call.query.map { "\($0.name)=\($0.value)" } == [
        "page=2", "include=runs", "include=results", "flag=True", "text=a b",
      ])
    #expect(call.body == Array(#"{"a":1}"#.utf8))
    #expect(
      call.headers.map { "\($0.name): \($0.value)" } == [
        "X-Own: 1", "Content-Type: application/json", "Authorization: Bearer \(AnyReply.token)",
      ])
  }

  @Test("Without a session a request is sent without a token")
  func needsNoSession() async throws {
    let api = FakeAPI([:], otherwise: AnyReply.to)
    #expect(try await UserClient.over(api).request("version")["version"]?.string == "4.15.2")
    #expect(await api.sent.first?.headers.isEmpty == true)
  }

  @Test("A refusal is thrown with what the server says; it is no reply")
  func throwsRefusals() async throws {
    let api = FakeAPI([:], otherwise: AnyReply.to)
    let client = try await UserClient.loggedIn(api)
    await api.answer("GET /task/1", .json(["msg": "Task id=1 is not found", "errors": ["a": ["b"]]], 404))
    let refusal = await #expect(throws: RequestRefusal.self) { try await client.request("task/1") }
    #expect(refusal?.status == 404)
    #expect(refusal?.message == "Task id=1 is not found")
    #expect(refusal?.fields?["a"] == ["b"])
    #expect(await api.count("GET /task/1") == 1, "only a refused token is a reason to ask again (deviation 60)")
  }

  @Test("A refused token is renewed and the request made once more, unless that is not wanted")
  func renewsTokens() async throws {
    let api = FakeAPI([:], otherwise: AnyReply.to)
    let client = try await UserClient.loggedIn(api)
    let fresh = "e30." + Base64.encodeForAddress(#"{"sub":7,"n":2}"#.utf8) + ".c2ln"
    await api.answer(
      "POST /token/refresh",
      .json([
        "access_token": .string(fresh), "refresh_token": "r", "refresh_url": "/api/token/refresh",
        "user_url": "/api/user/7",
      ]))
    await api.answer("GET /task/1", .json(["msg": "Token has expired"], 401))
    await #expect(throws: RequestRefusal.self) { try await client.request("task/1", retry: false) }
    #expect(await api.calls == ["GET /task/1"])
    await api.answer("GET /task/1", .json(["msg": "Token has expired"], 401), .json(["id": 1]))
    #expect(try await client.request("task/1")["id"] == 1)
    #expect(await api.calls == ["GET /task/1", "GET /task/1", "POST /token/refresh", "GET /task/1"])
    #expect(try await client.token.text == fresh)
  }

  @Test("A page of a proxy is told as such, not taken for a reply", arguments: [200, 502])
  func tellsForeignAnswers(status: Int) async throws {
    let api = FakeAPI(["GET /version": [.page("<html>busy</html>", status)]])
    let error = await #expect(throws: PolderError.self) { try await UserClient.over(api).request("version") }
    #expect(error?.code == .transportUnusableAnswer)
    #expect(error?.message.contains("GET /version") == true)
  }

  @Test("A request that changes something is not made twice when its answer is lost")
  func doesNothingTwice() async throws {
    let api = FakeAPI(["POST /kill/task": [.fail(.transportInterrupted)]])
    let error = await #expect(throws: PolderError.self) {
      try await UserClient.over(api).request("kill/task", json: ["id": 1], method: .post)
    }
    #expect(error?.code == .transportInterrupted)
    #expect(await api.calls == ["POST /kill/task"])
  }
}
