import PolderCore
import PolderTransport
import Testing

@testable import PolderClient

@Suite("Replies of the Python store, as values")
struct StoreReplyTests {
  /// A client whose store gives a recorded answer.
  private func client(_ key: String, _ name: String) async throws -> UserClient {
    let exchange = try StoreExchange.named(name)
    return try await FakeFederation(store: FakeAPI([key: [.json(exchange.reply, exchange.status)]])).chosen()
  }

  @Test("An algorithm comes with its functions, arguments, databases and visualizations")
  func algorithm() async throws {
    let algorithm = try await client("GET /algorithm/1", "algorithm.get").algorithm.get(1)
    #expect(algorithm.name == "alg" && algorithm.developerID == 2 && algorithm.partitioning == "horizontal")
    #expect(algorithm.status == "awaiting reviewer assignment")
    #expect(algorithm.submittedAt != nil && algorithm.approvedAt == nil)
    let function = try #require(algorithm.functions.first)
    #expect(function.type == "central" && function.standalone)
    #expect(function.databases.map(\.name) == ["db"])
    #expect(function.arguments.map(\.name) == ["a", "b", "c"])
    #expect(function.arguments.map(\.type) == ["integer", "column_list", "string"])
    #expect(function.arguments[0].allowedValues.map(\.value) == [1, 2])
    #expect(function.arguments[2].conditionalOnID == 1 && function.arguments[2].conditionalOperator == "==")
    #expect(function.visualizations.map(\.type) == ["line", "table"])
    #expect(function.visualizations[0].schema?["x"] == "a")
  }

  @Test("Lists are pages that lead to the next")
  func pages() async throws {
    let first = try StoreExchange.named("rule.list")
    let second: JSONValue = [
      "data": [["id": 4, "name": "algorithm", "operation": "delete", "description": nil]], "links": [:],
    ]
    let store = FakeAPI([
      "GET /rule?page=1&per_page=3": [.json(first.reply)], "GET /rule?page=2&per_page=3": [.json(second)],
    ])
    let client = try await FakeFederation(store: store).chosen()
    let page = try await client.store.rule.list(perPage: 3)
    #expect(page.hasNext)
    #expect(page.data.map(\.operation) == ["view", "create", "edit"])
    #expect(try await page.all().map(\.id) == [1, 2, 3, 4])
  }

  @Test("A review tells who reviews and who asked for it")
  func review() async throws {
    let review = try await client("POST /review", "review.create").store.review.create(algorithm: 1, reviewer: 3)
    #expect(review.reviewer?.username == "coladmin1" && review.requestedBy?.username == "root")
    #expect(review.reviewer?.organizationID == 2 && review.reviewer?.server?.id == 1)
    #expect(review.algorithmID == 1 && review.status == "under review" && review.submittedAt == nil)
    let text = try await client("POST /review/1/approve", "review.approve").store.review.approve(1, comment: "ok")
    #expect(text == "Review id=1 has been approved")
  }

  @Test("Rules of a store that were set are texts, and numbers all the same")
  func policies() async throws {
    let policies = try await client("GET /policy", "policy.private").store.policy.get()
    #expect(policies.minReviewers == .set("1") && policies.minReviewers.value == 1)
    #expect(policies.allowLocalhost && !policies.assignReviewOwnAlgorithm)
    #expect(policies.allowedServers == .all && policies.allowedReviewers == nil)
    let open = try await client("GET /policy/public", "policy.public").store.policy.getPublic()
    #expect(open.algorithmView == "whitelisted" && open.allowedServers?.contains("https://any") == true)
  }

  @Test("What has no method of its own is called as an operation")
  func operations() async throws {
    let servers = try StoreExchange.named("server.list")
    let known = try StoreExchange.named("server.post.exists")
    let store = FakeAPI([
      "GET /vantage6-server": [.json(servers.reply)], "POST /vantage6-server": [.json(known.reply, known.status)],
    ])
    let operations = try await FakeFederation(store: store).chosen().store.operations
    #expect(try await operations.call(ListStoreServers.self).map(\.id) == [1])
    var body = AddStoreServer.Body()
    body.url = "http://127.0.0.1:17601/api"
    guard case .known = try await operations.call(AddStoreServer.self, body: body) else {
      Issue.record("a server that is known already is no new one")
      return
    }
  }
}
