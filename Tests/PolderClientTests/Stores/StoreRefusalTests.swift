import PolderCore
import PolderTransport
import Testing

@testable import PolderClient

@Suite("Refusals of stores")
struct StoreRefusalTests {
  @Test("Every recorded refusal is thrown with its status and text")
  func recorded() async throws {
    var count = 0
    for exchange in try StoreExchange.all() where !exchange.isSuccess {
      guard let text = exchange.reply["msg"]?.string else { continue }
      let store = FakeAPI(["GET /policy": [.json(exchange.reply, exchange.status)]])
      let client = try await FakeFederation(store: store).chosen()
      let refusal = await #expect(throws: RequestRefusal.self) { try await client.store.policy.get() }
      #expect(refusal?.status == exchange.status, "\(exchange.name)")
      #expect(refusal?.message == text, "\(exchange.name)")
      #expect(refusal?.fields == exchange.reply["errors"]?.object, "\(exchange.name)")
      count += 1
    }
    #expect(count == 27)
  }

  @Test("What is wrong with a role is told by field")
  func role() async throws {
    let exchange = try StoreExchange.named("role.create.default")
    let store = FakeAPI(["POST /role": [.json(exchange.reply, exchange.status)]])
    let client = try await FakeFederation(store: store).chosen()
    let refusal = await #expect(throws: RequestRefusal.self) {
      try await client.store.role.create(name: "Viewer", description: "", rules: [1])
    }
    #expect(refusal?.status == 400)
    #expect(refusal?.fields == ["name": ["Role name cannot be one of the default roles"]])
  }

  @Test("A store that no longer takes the token is asked once more with a fresh one")
  func renewed() async throws {
    let refused = try StoreExchange.named("policy.badtoken")
    let policies = try StoreExchange.named("policy.private")
    let store = FakeAPI(["GET /policy": [.json(refused.reply, refused.status), .json(policies.reply)]])
    let federation = FakeFederation(store: store)
    let fresh = "e30." + Base64.encodeForAddress(#"{"sub": 7, "jti": "2"}"#.utf8) + ".c2ln"
    let client = try await federation.chosen()
    await federation.server.answer(
      "POST /token/refresh",
      .json([
        "access_token": .string(fresh), "refresh_token": "a secret", "refresh_url": "/api/token/refresh",
        "user_url": "/api/user/7",
      ]))
    #expect(try await client.store.policy.get().allowLocalhost)
    #expect(await federation.server.calls == ["POST /token/refresh"])
    let tokens = await store.sent.map { call in call.headers.first { $0.name == "Authorization" }?.value }
    #expect(tokens == ["Bearer \(AnyReply.token)", "Bearer \(fresh)"])
  }

  @Test("A store that goes on refusing is asked no third time")
  func refusedForGood() async throws {
    let refused = try StoreExchange.named("policy.badtoken")
    let store = FakeAPI(["GET /policy": [.json(refused.reply, refused.status)]])
    let federation = FakeFederation(store: store)
    let client = try await federation.chosen()
    let refusal = await #expect(throws: RequestRefusal.self) { try await client.store.policy.get() }
    #expect(refusal?.code == "token-invalid")
    #expect(await store.calls.count <= 2)
  }

  @Test(
    "A lacking permission costs the session nothing", arguments: ["user.unregistered", "user.patch.own"])
  func permission(name: String) async throws {
    let exchange = try StoreExchange.named(name)
    let store = FakeAPI(["GET /policy": [.json(exchange.reply, exchange.status)]])
    let federation = FakeFederation(store: store)
    let client = try await federation.chosen()
    let refusal = await #expect(throws: RequestRefusal.self) { try await client.store.policy.get() }
    #expect(refusal?.status == 401)
    #expect(await store.calls == ["GET /policy"])
    #expect(await federation.server.calls == [])
  }

  @Test("What changes something is not repeated when the store fails")
  func onlyOnce() async throws {
    let store = FakeAPI(["POST /user": [.json(["msg": "An unexpected error occurred on the server!"], 500)]])
    let client = try await FakeFederation(store: store).chosen()
    let refusal = await #expect(throws: RequestRefusal.self) {
      try await client.store.user.register(username: "ada", roles: [])
    }
    #expect(refusal?.status == 500)
    #expect(await store.calls == ["POST /user"])
  }
}
