import PolderCore
import PolderTransport
import Testing

@testable import PolderClient

@Suite("What the Python client sends to stores")
struct StoreGoldenTests {
  /// The recorded calls of a store's own API, their requests below the store's address.
  private static func calls() throws -> [GoldenCall] {
    try GoldenCall.all().filter { StoreGoldenScript.knows($0.name) }
  }

  @Test("Each method sends to the chosen store what the Python client's method sent, and nothing to the server")
  func sendsTheSame() async throws {
    for call in try Self.calls() {
      do {
        try await hold(call)
      } catch {
        Issue.record(error, "\(call.name)")
      }
    }
  }

  private func hold(_ call: GoldenCall) async throws {
    let store = FakeAPI([:], otherwise: AnyStoreReply.to)
    let federation = FakeFederation(store: store)
    let client = try await federation.chosen()
    try await StoreGoldenScript.run(call.name, client)
    let wanted = call.requests.map {
      GoldenCall.Request(
        method: $0.method, path: $0.path.replacing("http://store/api", with: ""), query: $0.query, body: $0.body)
    }
    let sent = await store.sent
    #expect(try sent.map { try GoldenCall.Request($0).description } == wanted.map(\.description), "\(call.name)")
    for request in sent {
      let headers = request.headers.filter { ["server_url", "Authorization"].contains($0.name) }
      let shown = headers.map { "\($0.name): \($0.value)" }.sorted()
      #expect(shown == ["Authorization: Bearer \(AnyReply.token)", "server_url: http://h:5000/api"], "\(call.name)")
    }
    #expect(await federation.server.calls == [], "\(call.name)")
  }

  @Test("The recording has 23 methods of stores, which send one request each")
  func bookkeeping() throws {
    let calls = try Self.calls()
    #expect(calls.count == 23)
    #expect(calls.allSatisfy { $0.requests.count == 1 && $0.requests[0].path.hasPrefix("http://store/api/") })
  }

  @Test("Parameters go where they belong")
  func parameters() async throws {
    let store = FakeAPI([:], otherwise: AnyStoreReply.to)
    let client = try await FakeFederation(store: store).chosen()
    _ = try await client.store.role.list(name: "a%", description: "b%", user: 3, page: 2, perPage: 5)
    _ = try await client.store.rule.list(name: "user", operation: "view", role: 4, username: "ada")
    _ = try await client.store.rule.list(username: "ada", serverURL: "https://other/api", page: 3)
    _ = try await client.store.user.list(username: "a%", role: 4)
    _ = try await client.store.review.list(algorithm: 1, reviewer: 2, reviewed: true)
    _ = try await client.algorithm.list(
      name: "a%", description: "b%", image: "i:1", partitioning: .vertical, v6Version: "4%", underReview: true)
    #expect(
      await store.calls == [
        "GET /role?name=a%&description=b%&user_id=3&page=2&per_page=5",
        "GET /rule?name=user&operation=view&role_id=4&username=ada&server_url=http://h:5000/api&page=1&per_page=10",
        "GET /rule?username=ada&server_url=https://other/api&page=3&per_page=10",
        "GET /user?username=a%&role_id=4&page=1&per_page=10",
        "GET /review?algorithm_id=1&reviewer_id=2&reviewed=True&page=1&per_page=10",
        "GET /algorithm?name=a%&description=b%&image=i:1&partitioning=vertical&vantage6_version=4%&under_review=True"
          + "&page=1&per_page=10",
      ])
  }

  @Test("A flag that is false is not sent: a Python store would take it for true")
  func flags() async throws {
    let store = FakeAPI([:], otherwise: AnyStoreReply.to)
    let client = try await FakeFederation(store: store).chosen()
    _ = try await client.store.review.list(underReview: false, reviewed: false, approved: false, rejected: false)
    _ = try await client.algorithm.list(
      awaitingReviewerAssignment: false, underReview: false, inReviewProcess: false, invalidated: false)
    var others = ListStoreUsers.Query()
    others.canReview = false
    _ = try await client.store.user.list(others)
    #expect(
      await store.calls == [
        "GET /review?page=1&per_page=10", "GET /algorithm?page=1&per_page=10", "GET /user?can_review=",
      ])
  }

  @Test("Bodies hold what was given and nothing else")
  func bodies() async throws {
    let store = FakeAPI([:], otherwise: AnyStoreReply.to)
    let client = try await FakeFederation(store: store).chosen()
    _ = try await client.store.role.edit(5, description: "d", rules: [])
    try await client.store.review.reject(1, comment: "no")
    var argument = NewAlgorithmArgument(name: "rounds", type: .integer)
    argument.hasDefaultValue = true
    argument.defaultValue = "3"
    argument.allowedValues = [1, 3]
    let function = NewAlgorithmFunction(
      name: "mean", type: .federated, databases: [NewAlgorithmDatabase(name: "table")], arguments: [argument],
      visualizations: [NewAlgorithmVisualization(name: "t", type: .table, schema: ["columns": ["a"]])])
    _ = try await client.algorithm.update(1, image: "i:1", functions: [function], refreshDigest: false)
    let bodies = try await store.sent.map { try JSONValue(parsing: try #require($0.body)) }
    #expect(bodies[0] == ["description": "d", "rules": []])
    #expect(bodies[1] == ["comment": "no"])
    #expect(
      bodies[2] == [
        "image": "i:1",
        "functions": [
          [
            "name": "mean", "type": "federated", "databases": [["name": "table"]],
            "arguments": [
              [
                "name": "rounds", "type": "integer", "allowed_values": [1, 3], "has_default_value": true,
                "default_value": "3",
              ]
            ],
            "ui_visualizations": [["name": "t", "type": "table", "schema": ["columns": ["a"]]]],
          ]
        ], "refresh_digest": false,
      ])
  }

  @Test("What everybody may know is asked for without the token")
  func publicPolicies() async throws {
    let store = FakeAPI([:], otherwise: AnyStoreReply.to)
    let client = try await FakeFederation(store: store).chosen()
    _ = try await client.store.policy.getPublic()
    let sent = await store.sent
    #expect(sent.map(\.path) == ["/policy/public"])
    #expect(!sent.contains { call in call.headers.contains { $0.name == "Authorization" } })
  }
}
