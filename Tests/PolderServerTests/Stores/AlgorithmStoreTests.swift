import HTTPTypes
import HummingbirdTesting
import PolderCore
import PolderHTTP
import PolderSQL
import PolderServer
import Synchronization
import Testing

/// Against a stand-in over real HTTP; the real Python store is asked by `make interop`.
struct AlgorithmStoreTests {
  static let server = "http://server.example/api"

  static func body(_ url: String, collaboration: JSONValue? = 1, force: Bool? = true, server: String? = server)
    -> JSONValue
  {
    var body: JSONObject = ["name": "local", "algorithm_store_url": .string(url)]
    if let collaboration { body["collaboration_id"] = collaboration }
    if let force { body["force"] = .bool(force) }
    if let server { body["server_url"] = .string(server) }
    return .object(body)
  }

  @Test("a store is told of this server and then linked, to all or to one collaboration")
  func create() async throws {
    try await StandInStore.run { store in
      let house = try await SmallWorld.house()
      let reply = try await house.call(
        .post, "/algorithmstore", Self.body(store.url + "/", collaboration: nil), as: .root)
      #expect(reply.status == 201, "\(reply.message ?? "")")
      #expect(reply.json?.text == #"{"collaborations":null,"id":1,"name":"local","url":"\#(store.url)"}"#)
      #expect(store.lines == ["POST /api/vantage6-server"])
      #expect(store.requests.first?.json == ["url": .string(Self.server), "force": true])
      #expect(store.requests.first?.server == Self.server)
      for collaboration in [nil, 1] as [JSONValue?] {
        let again = try await house.call(
          .post, "/algorithmstore", Self.body(store.url, collaboration: collaboration), as: .root)
        #expect(again.status == 400)
        #expect(again.message == "Algorithm store is already available for all collaborations")
      }
      let list = try await house.call(.get, "/algorithmstore", as: .root)
      #expect(list.ids == [1] && list.total == "1")
      #expect(try await house.call(.get, "/algorithmstore/99", as: .root).message == "Algorithm store id=99 not found")
    }
  }

  @Test("deviation 12: the collaboration may come as a list of one, as the Python client sends it")
  func listOfOne() async throws {
    try await StandInStore.run { store in
      let house = try await SmallWorld.house()
      let reply = try await house.call(
        .post, "/algorithmstore", Self.body(store.url, collaboration: [1]), as: SmallWorld.collaborationAdmin)
      #expect(reply.status == 201, "\(reply.message ?? "")")
      #expect(reply.json?["collaborations"] == "/api/collaboration?algorithm_store_id=1")
      let again = try await house.call(.post, "/algorithmstore", Self.body(store.url), as: .root)
      #expect(again.message == "Algorithm store is already available for this collaboration")
      for wrong in [[], [1, 2], ["x"]] as [JSONValue] {
        let reply = try await house.call(
          .post, "/algorithmstore", Self.body(store.url, collaboration: wrong), as: .root)
        #expect(reply.json?["errors"] == ["collaboration_id": ["Not a valid integer."]])
      }
    }
  }

  @Test("deviation 25: the store is shown a token of a minute that is good for its validation only")
  func token() async throws {
    try await StandInStore.run { store in
      let house = try await SmallWorld.house()
      _ = try await house.call(.post, "/algorithmstore", Self.body(store.url), as: SmallWorld.collaborationAdmin)
      let token = try #require(store.requests.first?.token.dropFirst("Bearer ".count)).description
      let claims = try TokenParts(token).claims
      #expect(claims["type"] == "validation" && claims["sub"] == 104)
      let parts = house.house.parts.tokens
      #expect(throws: RequestRefusal.self) { try parts.access("Bearer \(token)", now: house.now) }
      let valid = try await house.house.call(.post, "/token/user/validate", token: token)
      #expect(valid.status == .ok)
      #expect(try await house.house.call(.get, "/algorithmstore", token: token).status == .forbidden)
      house.pass(.seconds(60))
      #expect(try await house.house.call(.post, "/token/user/validate", token: token).status == .unauthorized)
    }
  }

  @Test("deviation 38: without force, or under another name of it, this very machine is not called")
  func loopback() async throws {
    try await StandInStore.run { store in
      let house = try await SmallWorld.house()
      for host in ["127.0.0.1", "2130706433", "0x7f.1", "127.1", "[::ffff:127.0.0.1]", "localhost"] {
        let reply = try await house.call(
          .post, "/algorithmstore", Self.body("http://\(host):\(store.port)/api", force: false), as: .root)
        #expect(reply.status == 400 && reply.message?.hasPrefix("Algorithm store url is insecure") == true, "\(host)")
      }
      #expect(store.lines.isEmpty)
    }
  }

  @Test("deviation 38: the service of credentials is not called, whoever insists")
  func metadata() async throws {
    let house = try await SmallWorld.house { settings in
      settings.stores.resolver = HostResolver { _, _ in [NetworkAddress("169.254.169.254")].compactMap(\.self) }
    }
    for url in ["http://169.254.169.254/latest", "http://store.example/api", "http://[fe80::1]/"] {
      let reply = try await house.call(.post, "/algorithmstore", Self.body(url), as: .root)
      #expect(reply.status == 400 && reply.message?.contains("does not call") == true, "\(reply.message ?? "")")
    }
  }

  @Test("deviation 38: a name is looked up once, and the connection goes to the address that was judged")
  func pinned() async throws {
    try await StandInStore.run { store in
      let count = Mutex(0)
      let house = try await SmallWorld.house { settings in
        settings.stores.policy.allowed = ["127.0.0.0/8"].compactMap { NetworkRange($0) }
        settings.stores.resolver = HostResolver { name, _ in
          count.withLock { $0 += 1 }
          return [NetworkAddress("127.0.0.1")].compactMap(\.self)
        }
      }
      let url = "http://store.example:\(store.port)/api"
      let reply = try await house.call(.post, "/algorithmstore", Self.body(url, force: false), as: .root)
      #expect(reply.status == 201, "\(reply.message ?? "")")
      #expect(store.lines == ["POST /api/vantage6-server"] && count.withLock { $0 } == 1)
    }
  }

  @Test("deviation 38: redirects are not followed")
  func redirect() async throws {
    try await StandInStore.run { _ in
      .init(status: 302, location: "http://127.0.0.1:1/")
    } _: { store in
      let house = try await SmallWorld.house()
      let reply = try await house.call(.post, "/algorithmstore", Self.body(store.url), as: .root)
      #expect(reply.status == 502)
      #expect(reply.message == "Communication to algorithm store failed. HTTP status: 302")
      #expect(store.lines.count == 1)
      #expect(try await house.fixture.numbers("SELECT COUNT(*) FROM algorithmstore") == [0])
    }
  }

  @Test("what the store refuses is handed on; one that is open to all servers is linked all the same")
  func refusals() async throws {
    let isOpen = Mutex(false)
    try await StandInStore.run { request in
      if request.line == "GET /api/policy/public" {
        return .init(json: ["algorithm_view": isOpen.withLock { $0 } ? "public" : "private"])
      }
      return .init(status: 403, json: ["msg": "no"])
    } _: { store in
      let house = try await SmallWorld.house()
      let refused = try await house.call(.post, "/algorithmstore", Self.body(store.url), as: .root)
      #expect(refused.status == 403 && refused.message == "Algorithm store error: no, HTTP status: 403")
      isOpen.withLock { $0 = true }
      #expect(try await house.call(.post, "/algorithmstore", Self.body(store.url), as: .root).status == 201)
    }
  }

  @Test("a store that is not there is told as recorded, and so is a server without address")
  func missing() async throws {
    let house = try await SmallWorld.house()
    let reply = try await house.call(.post, "/algorithmstore", Self.body("http://127.0.0.1:1/api"), as: .root)
    #expect(reply.status == 404)
    #expect(
      reply.message
        == "Algorithm store cannot be reached. Make sure that it is online and that you have included the API path "
        + "(default /api) at the end of the algorithm store URL")
    let nameless = try await house.call(
      .post, "/algorithmstore", Self.body("http://127.0.0.1:1/api", server: nil), as: .root)
    #expect(nameless.status == 400 && nameless.message?.hasPrefix("The 'server_url' key is required") == true)
    let nowhere = try await house.call(
      .post, "/algorithmstore", Self.body("http://127.0.0.1:1", collaboration: 9), as: .root)
    #expect(nowhere.status == 404 && nowhere.message == "Collaboration not found")
  }

  @Test("nobody makes the server call a store who may not link one")
  func unauthorized() async throws {
    try await StandInStore.run { store in
      let house = try await SmallWorld.house()
      let foreign = try await house.call(.post, "/algorithmstore", Self.body(store.url), as: .user(124))
      #expect(foreign.status == 401 && foreign.message == "You lack the permission to do that!")
      let global = try await house.call(
        .post, "/algorithmstore", Self.body(store.url, collaboration: nil), as: SmallWorld.collaborationAdmin)
      #expect(global.message == "You lack the permission to add algorithm stores for all collaborations!")
      #expect(try await house.call(.post, "/algorithmstore", Self.body(store.url), as: .node(201)).status == 403)
      #expect(store.lines.isEmpty)
    }
  }
}
