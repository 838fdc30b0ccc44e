import PolderCore
import PolderTransport
import Testing

@testable import PolderClient

@Suite("Stores that are none, or mean harm")
struct HostileStoreTests {
  private func client(_ reactions: [String: [FakeAPI.Reaction]]) async throws -> UserClient {
    try await FakeFederation(store: FakeAPI(reactions)).chosen()
  }

  @Test(
    "What is no reply of a store is told as such",
    arguments: [
      ("<html><body>Sign in</body></html>", 200), ("", 200), ("null", 200), ("[]", 200), ("{}", 200),
      (#"{"msg": "hello"}"#, 200), (#"{"data": {}, "links": {}}"#, 200), (#"{"data": [1], "links": {}}"#, 200),
      (#"{"data": [{"id": "1"}], "links": {}}"#, 200), (#"{"data": [], "links": "next"}"#, 200),
      ("<html>502 Bad Gateway</html>", 502), (#"{"detail": "no"}"#, 403),
    ])
  func noStore(text: String, status: Int) async throws {
    let client = try await client(["GET /algorithm?page=1&per_page=10": [.page(text, status)]])
    await #expect(throws: PolderError.self) { try await client.algorithm.list() }
  }

  @Test("A reply that is nested without end is not followed")
  func deep() async throws {
    let text = #"{"data": "# + String(repeating: "[", count: 100_000) + #", "links": {}}"#
    let client = try await client(["GET /review?page=1&per_page=10": [.page(text, 200)]])
    await #expect(throws: PolderError.self) { try await client.store.review.list() }
  }

  @Test("A redirect is not followed, so that the token stays with the store that was chosen")
  func redirect() async throws {
    let store = FakeAPI(["GET /policy": [.page("", 302)]])
    let federation = FakeFederation(store: store)
    let client = try await federation.chosen()
    await #expect(throws: PolderError.self) { try await client.store.policy.get() }
    #expect(await store.calls == ["GET /policy"])
    #expect(await federation.server.calls == [])
  }

  @Test("Pages without entries end a list, whatever a store says about further ones")
  func endless() async throws {
    let page: JSONValue = ["data": [], "links": ["next": "/api/user?page=2"]]
    let store = FakeAPI([:]) { _ in page }
    let client = try await FakeFederation(store: store).chosen()
    #expect(try await client.store.user.list().all().isEmpty)
    #expect(await store.calls.count == 1)
  }

  @Test("Where the next page is does not come from the store")
  func otherPage() async throws {
    let rule: JSONValue = ["id": 1, "name": "user", "operation": "view", "description": nil]
    let store = FakeAPI([
      "GET /rule?page=1&per_page=1": [
        .json(["data": [rule], "links": ["next": "https://elsewhere.example/steal?page=2"]])
      ],
      "GET /rule?page=2&per_page=1": [.json(["data": [], "links": [:]])],
    ])
    let federation = FakeFederation(store: store)
    let client = try await federation.chosen()
    #expect(try await client.store.rule.list(perPage: 1).all().count == 1)
    #expect(await store.calls == ["GET /rule?page=1&per_page=1", "GET /rule?page=2&per_page=1"])
  }

  @Test("No error shows the token, and a store's refusal of it sends the other token nowhere")
  func secrets() async throws {
    let store = FakeAPI(["GET /policy": [.json(["msg": "Token is not valid"], 401)]])
    let federation = FakeFederation(store: store)
    let client = try await federation.chosen()
    let refusal = await #expect(throws: RequestRefusal.self) { try await client.store.policy.get() }
    #expect(!"\(String(describing: refusal))".contains(AnyReply.token))
    for call in await store.sent {
      #expect(call.path == "/policy" && call.body == nil)
      #expect(call.headers.map(\.name).sorted() == ["Authorization", "server_url"])
    }
  }

  @Test("A number that is none and a policy of another kind are no policies")
  func policies() async throws {
    let good = try StoreExchange.named("policy.private").reply.object ?? [:]
    let odd: [(String, JSONValue)] = [
      ("min_reviewers", [1]), ("min_reviewers", true), ("allowed_servers", 1), ("allowed_servers", [1]),
      ("allow_localhost", "perhaps"), ("algorithm_view", nil),
    ]
    for (key, value) in odd {
      var policies = good
      policies[key] = value
      let client = try await client(["GET /policy": [.json(.object(policies))]])
      await #expect(throws: PolderError.self, "\(key)") { try await client.store.policy.get() }
    }
    var policies = good
    policies["min_reviewers"] = "many"
    policies["allowed_servers"] = ["https://a", "https://b"]
    let client = try await client(["GET /policy": [.json(.object(policies))]])
    let found = try await client.store.policy.get()
    #expect(found.minReviewers.value == nil)
    #expect(found.allowedServers?.contains("https://b") == true && found.allowedServers?.contains("https://c") == false)
  }
}
