import PolderCore
import PolderTransport
import Testing

@testable import PolderClient

@Suite("The store that is chosen")
struct ChosenStoreTests {
  private static func store(_ url: String?, id: AlgorithmStoreID = 9) -> Wire.AlgorithmStore {
    Wire.AlgorithmStore(collaborations: nil, id: id, name: "s", url: url)
  }

  /// The recorded methods, each once.
  private static func names() throws -> [String] {
    try GoldenCall.all().map(\.name).filter { StoreGoldenScript.knows($0) }
  }

  @Test("Without one, every method says so and sends nothing")
  func missing() async throws {
    let store = FakeAPI([:], otherwise: AnyStoreReply.to)
    let federation = FakeFederation(store: store)
    let client = try await federation.loggedIn()
    for name in try Self.names() {
      let error = await #expect(throws: PolderError.self, "\(name)") { try await StoreGoldenScript.run(name, client) }
      #expect(error?.code == "client-no-store", "\(name)")
      #expect(error?.nextStep?.contains("store.set") == true, "\(name)")
    }
    #expect(throws: PolderError.self) { try client.store.operations }
    #expect(await federation.server.calls == [])
    #expect(await store.calls == [])
  }

  @Test("Choosing another one leads there, and logging in anew to none")
  func changes() async throws {
    let first = FakeAPI([:], otherwise: AnyStoreReply.to)
    let second = FakeAPI([:], otherwise: AnyStoreReply.to)
    let server = FakeAPI(
      [
        "GET /algorithmstore/1": [.json(["collaborations": nil, "id": 1, "name": "a", "url": "https://one/api"])],
        "GET /algorithmstore/2": [.json(["collaborations": nil, "id": 2, "name": "b", "url": "https://two/v2/"])],
      ], otherwise: AnyReply.to)
    let federation = FakeFederation(server: server, stores: ["https://one/api": first, "https://two/v2": second])
    let client = try await federation.loggedIn()
    try await client.store.set(1)
    _ = try await client.algorithm.get(4)
    try await client.store.set(2)
    _ = try await client.algorithm.get(5)
    #expect(await first.calls == ["GET /algorithm/4"])
    #expect(await second.calls == ["GET /algorithm/5"])
    try await client.authenticate(username: "bob", password: "another password")
    let error = await #expect(throws: PolderError.self) { try await client.algorithm.get(6) }
    #expect(error?.code == "client-no-store")
    #expect(await second.calls.count == 1)
  }

  @Test("A store that the server does not show is not chosen, and the one before stays")
  func unknown() async throws {
    let store = FakeAPI([:], otherwise: AnyStoreReply.to)
    let federation = FakeFederation(store: store)
    let client = try await federation.chosen()
    await federation.server.answer("GET /algorithmstore/99", .json(["msg": "Algorithm store id=99 not found"], 404))
    await #expect(throws: RequestRefusal.self) { try await client.store.set(99) }
    #expect(client.store.current?.id == 9)
    _ = try await client.algorithm.get(1)
    #expect(await store.calls == ["GET /algorithm/1"])
  }

  @Test("Nobody's token is sent when nobody is logged in")
  func nobody() async throws {
    let store = FakeAPI([:], otherwise: AnyStoreReply.to)
    let federation = FakeFederation(store: store)
    let session = Session(channel: federation, retries: .never) {}
    session.defaults.keep(Self.store("http://store/api"), login: session.defaults.login)
    let client = UserClient(server: "http://h:5000", apiPath: "/api", session: session)
    let error = await #expect(throws: PolderError.self) { try await client.algorithm.get(1) }
    #expect(error?.code == .sessionMissing)
    #expect(await store.calls == [])
  }

  @Test(
    "Only an address of the web is one",
    arguments: [nil, "", "unix:/run/x", "http+unix://%2Frun%2Fx/api", "ftp://s/api"])
  func web(url: String?) async throws {
    let federation = FakeFederation()
    let client = try await federation.loggedIn()
    let login = client.session.defaults.login
    client.session.defaults.keep(Self.store(url), login: login)
    let error = await #expect(throws: PolderError.self) { try await client.algorithm.get(1) }
    #expect(error?.code == "client-store-address")
  }

  @Test(
    "From a server over TLS the token does not go out in the clear, but to this machine",
    arguments: [
      ("https://h", "https://s/api", true), ("https://h", "http://s/api", false), ("https://h", "HTTP://s/api", false),
      ("http://h", "http://s/api", true), ("http://h", "https://s/api", true),
      ("https://h", "http://localhost:7602/api", true), ("https://h", "http://127.0.0.1/api", true),
      ("https://h", "http://[::1]:7602/api", true), ("https://h", "http://127.0.0.1.s.example/api", false),
      ("https://h", "http://localhost.s.example/api", false), ("https://h", "http://127.1.example/api", false),
      ("HTTPS://h", "http://s/api", false),
    ])
  func clear(server: String, url: String, isAllowed: Bool) {
    do throws(PolderError) {
      let address = try StoreAddress(Self.store(url), server: server)
      #expect(isAllowed && address.text == url)
    } catch {
      #expect(!isAllowed && error.code == "client-store-in-the-clear")
    }
  }

  @Test("An endpoint's address is below that of the store")
  func path() async throws {
    let client = try await FakeFederation().chosen()
    #expect(try client.session.storePath(to: "algorithm", serverURL: client.basePath) == "http://store/api/algorithm")
    #expect(try client.session.storePath(to: "/role/1", serverURL: client.basePath) == "http://store/api/role/1")
    let other = try await FakeFederation().loggedIn()
    #expect(throws: PolderError.self) { try other.session.storePath(to: "x", serverURL: other.basePath) }
  }

  @Test("A request that tells the server's address itself is left as it is")
  func header() async throws {
    let store = FakeAPI([:], otherwise: AnyStoreReply.to)
    let client = try await FakeFederation(store: store).chosen()
    let channel = try client.session.storeChannel(serverURL: client.basePath)
    _ = try await channel.send(.init(.get, "/role", headers: [("Server-Url", "https://other/api")]))
    let headers = try #require(await store.sent.first).headers.map { "\($0.name): \($0.value)" }
    #expect(headers == ["Server-Url: https://other/api"])
  }

  @Test("Over real connections a call leads to the store's address, and to no bad one")
  func connections() async throws {
    let session = try Session(base: "http://h:5000/api", pool: HTTPPool())
    func keep(_ url: String) { session.defaults.keep(Self.store(url), login: session.defaults.login) }
    keep("https://store.example/v2/")
    let channel = try session.storeChannel(serverURL: "http://h:5000/api").channel
    #expect((channel as? HTTPChannel)?.base == "https://store.example/v2")
    for url in ["https://ada:secret@s/api", "https://s/api?x=1", "https://s:99999/api", "https:///api"] {
      keep(url)
      let error = #expect(throws: PolderError.self) { try session.storeChannel(serverURL: "http://h:5000/api") }
      #expect(error?.code == .transportBadAddress)
      let text = error.map { "\($0)" } ?? ""
      #expect(!text.contains("secret"))
    }
    await session.shutdown()
  }

  @Test("Connections that lead to the server alone lead to no store")
  func serverAlone() async throws {
    let client = try await UserClient.loggedIn(FakeAPI([:], otherwise: AnyReply.to))
    try await client.store.set(9)
    let error = await #expect(throws: PolderError.self) { try await client.algorithm.get(1) }
    #expect(error?.code == "client-store-unreachable")
  }
}
