import PolderCore
import PolderTransport
import Testing

@testable import PolderClient

@Suite("Plain requests to stores")
struct StoreRawRequestTests {
  @Test("A plain request goes to the chosen store with the token and the server's address")
  func request() async throws {
    let store = FakeAPI(["POST /role/5/rule/2": [.json([["id": 2]], 201)]])
    let federation = FakeFederation(store: store)
    let client = try await federation.chosen()
    let reply = try await client.request("role/5/rule/2", method: .post, isForAlgorithmStore: true)
    #expect(reply == [["id": 2]])
    let headers = try #require(await store.sent.first).headers.map { "\($0.name): \($0.value)" }.sorted()
    #expect(headers == ["Authorization: Bearer \(AnyReply.token)", "server_url: http://h:5000/api"])
    #expect(await federation.server.calls == [])
  }

  @Test("Without a store it goes nowhere, and not to the server")
  func missing() async throws {
    let federation = FakeFederation()
    let client = try await federation.loggedIn()
    let error = await #expect(throws: PolderError.self) {
      try await client.request("algorithm", isForAlgorithmStore: true)
    }
    #expect(error?.code == "client-no-store")
    #expect(throws: PolderError.self) { try client.generatePath(to: "algorithm", isForAlgorithmStore: true) }
    #expect(await federation.server.calls == [])
  }

  @Test("The address of an endpoint is the store's or the server's")
  func path() async throws {
    let client = try await FakeFederation().chosen()
    #expect(try client.generatePath(to: "algorithm", isForAlgorithmStore: true) == "http://store/api/algorithm")
    #expect(try client.generatePath(to: "algorithm", isForAlgorithmStore: false) == "http://h:5000/api/algorithm")
    #expect(client.generatePath(to: "algorithm") == "http://h:5000/api/algorithm")
  }

  @Test("A list that was begun goes on at its store when another one is chosen")
  func pages() async throws {
    let rule: JSONValue = ["id": 1, "name": "user", "operation": "view", "description": nil]
    let first = FakeAPI([
      "GET /rule?page=1&per_page=1": [.json(["data": [rule], "links": ["next": "/api/rule?page=2"]])],
      "GET /rule?page=2&per_page=1": [.json(["data": [rule], "links": [:]])],
    ])
    let second = FakeAPI([:], otherwise: AnyStoreReply.to)
    let server = FakeAPI(
      [
        "GET /algorithmstore/1": [.json(["collaborations": nil, "id": 1, "name": "a", "url": "http://one/api"])],
        "GET /algorithmstore/2": [.json(["collaborations": nil, "id": 2, "name": "b", "url": "http://two/api"])],
      ], otherwise: AnyReply.to)
    let client = try await FakeFederation(server: server, stores: ["http://one/api": first, "http://two/api": second])
      .loggedIn()
    try await client.store.set(1)
    let page = try await client.store.rule.list(perPage: 1)
    try await client.store.set(2)
    #expect(try await page.all().count == 2)
    #expect(await first.calls.count == 2)
    #expect(await second.calls == [])
  }

  @Test("Calls at the same time go to one store, each with its own reply")
  func together() async throws {
    let client = try await FakeFederation().chosen()
    let ids = try await withThrowingTaskGroup(of: AlgorithmID.self) { group in
      for number in 1...20 { group.addTask { try await client.algorithm.get(AlgorithmID(Int64(number))).id } }
      return try await group.reduce(into: Set<AlgorithmID>()) { $0.insert($1) }
    }
    #expect(ids.count == 20)
  }
}
