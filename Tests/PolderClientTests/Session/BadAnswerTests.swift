import PolderCore
import PolderTransport
import Testing

@testable import PolderClient

/// What a proxy, another server or a refused token in the middle of something leads to: a clear error, and no harm.
@Suite("Bad answers")
struct BadAnswerTests {
  static let page = HTTPAnswer(
    status: 502, headers: [("Content-Type", "text/html; charset=utf-8")],
    body: Array("<!doctype html><html><body>Bad Gateway secret-page</body></html>".utf8))
  static let elsewhere = HTTPAnswer(
    status: 301, headers: [("Location", "https://other.example/api/task?token=secret-token")], body: [])
  static let expired = HTTPAnswer(
    status: 401, headers: [("polder-error", "token-expired")], body: Array(#"{"msg": "Token has expired"}"#.utf8))

  /// Ways to ask for something, each through other code.
  static func calls(_ client: UserClient) -> [@Sendable () async throws -> Void] {
    [
      { _ = try await client.task.get(1) }, { _ = try await client.task.list() },
      { _ = try await client.request("task/1") }, { try await client.setupCollaboration(4) },
      {
        let (events, _) = AsyncStream.makeStream(of: FeedEvent.self)
        _ = try await ResultWait(task: 6, result: client.result).results(events)
      },
    ]
  }

  @Test("A page in place of an answer is told as such, without its text")
  func tellsPages() async throws {
    let api = FakeAPI([:], otherwise: AnyReply.to)
    let client = try await UserClient.loggedIn(api)
    for key in [
      "GET /task/1", "GET /task?page=1&per_page=20", "GET /collaboration/4", "GET /task/6/status", "GET /run?task_id=6",
    ] { await api.answer(key, .answer(Self.page)) }
    for call in Self.calls(client) {
      let error = await #expect(throws: PolderError.self) { try await call() }
      #expect(error?.code == .transportUnusableAnswer)
      #expect(error?.nextStep?.contains("proxy") == true)
      #expect(error?.description.contains("secret-page") == false)
    }
  }

  @Test("An answer that leads elsewhere is not followed, and says where it leads without what may be secret")
  func followsNowhere() async throws {
    let api = FakeAPI([:], otherwise: AnyReply.to)
    let client = try await UserClient.loggedIn(api)
    for key in [
      "GET /task/1", "GET /task?page=1&per_page=20", "GET /collaboration/4", "GET /task/6/status", "GET /run?task_id=6",
    ] { await api.answer(key, .answer(Self.elsewhere)) }
    for call in Self.calls(client) {
      let error = await #expect(throws: PolderError.self) { try await call() }
      #expect(error?.code == .transportRedirected)
      #expect(error?.message.contains("other.example") == true)
      #expect(error?.description.contains("secret-token") == false)
    }
    #expect(await api.count("GET /task/1") == 2, "asked by two of them, and once each")
  }

  @Test("What is not JSON, or lacks what a reply has, is told", arguments: ["", "{", "[]", "{}", "null", "\u{FEFF}{}"])
  func tellsOtherReplies(body: String) async throws {
    let api = FakeAPI([:], otherwise: AnyReply.to)
    let client = try await UserClient.loggedIn(api)
    await api.answer("GET /task/1", .page(body, 200))
    let error = await #expect(throws: PolderError.self) { try await client.task.get(1) }
    #expect(error?.code == .transportUnusableAnswer)
  }

  @Test("A token that is refused in the middle of a list is renewed, and no page is left out or given twice")
  func renewsInTheMiddle() async throws {
    let api = FakeAPI([:], otherwise: AnyReply.to)
    let client = try await UserClient.loggedIn(api)
    let runs = (1...25).map { ResultFixtures.run($0, status: "completed") }
    let next = "/api/run?page=2"
    await api.answer("GET /run?state=open", ResultFixtures.page(Array(runs[..<10]), next: next))
    await api.answer(
      "GET /run?state=open&page=2", .answer(Self.expired), ResultFixtures.page(Array(runs[10..<20]), next: next))
    await api.answer("GET /run?state=open&page=3", ResultFixtures.page(Array(runs[20...])))
    await api.answer("POST /token/refresh", StoredSessionTests.renewal("e30.e30.bmV3", "r2"))
    var ids: [RunID] = []
    for try await run in try await client.run.list(state: "open").items { ids.append(run.id) }
    #expect(ids == (1...25).map { RunID($0) })
    #expect(await api.count("POST /token/refresh") == 1)
    #expect(await StoredSessionTests.tokens(api, "/run").last == "Bearer e30.e30.bmV3")
  }

  @Test("A list whose session ends in the middle ends with the refusal, not as if it were whole")
  func tellsEndedSessions() async throws {
    let api = FakeAPI([:], otherwise: AnyReply.to)
    let client = try await UserClient.loggedIn(api)
    await api.answer(
      "GET /run?state=open",
      ResultFixtures.page([ResultFixtures.run(1, status: "completed")], next: "/api/run?page=2"))
    await api.answer("GET /run?state=open&page=2", .answer(Self.expired))
    await api.answer("POST /token/refresh", .json(["msg": "Token has been revoked"], 401))
    let refusal = await #expect(throws: RequestRefusal.self) { try await client.run.list(state: "open").all() }
    #expect(refusal?.message == "Token has been revoked")
  }

  @Test("A server of another version is told: with a warning where most fits, with an error where nothing does")
  func judgesVersions() async throws {
    let api = FakeAPI(["GET /version": [.json(["version": "4.15.2"])]])
    let util = UserClient.over(api).util
    #expect(try await util.checkServerVersion() == nil)
    await api.answer("GET /version", .json(["version": "4.7.0"]))
    #expect(try await util.checkServerVersion()?.code == .transportOtherVersion)
    for version in ["5.0.0", "3.11.1", "nothing"] {
      await api.answer("GET /version", .json(["version": .string(version)]))
      let error = await #expect(throws: PolderError.self) { try await util.checkServerVersion() }
      #expect(error?.code == .transportOtherVersion)
    }
  }
}
