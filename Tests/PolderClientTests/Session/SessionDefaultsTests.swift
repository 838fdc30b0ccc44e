import PolderCore
import PolderTransport
import Testing

@testable import PolderClient

@Suite("What is taken where nothing is named")
struct SessionDefaultsTests {
  /// A client whose requests are all answered, with collaboration 4 set up.
  static func client(_ api: FakeAPI) async throws -> UserClient {
    let client = try await UserClient.loggedIn(api)
    try await client.setupCollaboration(4)
    await api.forget()
    return client
  }

  @Test("A collaboration is set up with its stores, and only when the server shows both (deviation 61)")
  func setsUp() async throws {
    let api = FakeAPI([:], otherwise: AnyReply.to)
    let client = try await Self.client(api)
    #expect(client.currentCollaboration?.collaboration.id == 4)
    await api.answer("GET /collaboration/5", .json(["msg": "collaboration_id=5 can not be found"], 404))
    await #expect(throws: RequestRefusal.self) { try await client.setupCollaboration(5) }
    #expect(client.currentCollaboration?.collaboration.id == 4, "what was set up before stays")
    let store: JSONValue = ["collaborations": nil, "id": 9, "name": "s", "url": "http://store/api"]
    await api.answer("GET /algorithmstore?collaboration_id=6", .json(["data": [store], "links": [:]]))
    let setup = try await client.setupCollaboration(6)
    #expect(setup.stores.map(\.id) == [9])
    #expect(client.currentCollaboration?.collaboration.id == 6)
  }

  @Test("What is named comes before what was set up")
  func prefersWhatIsNamed() async throws {
    let api = FakeAPI([:], otherwise: AnyReply.to)
    let client = try await Self.client(api)
    _ = try await client.node.list(collaboration: 8, isOnline: true)
    _ = try await client.collaboration.list(scope: .global)
    _ = try await client.collaboration.list(organization: 6)
    try await client.collaboration.delete(2, deleteDependents: true)
    _ = try await client.organization.get(11)
    #expect(
      await api.calls == [
        "GET /node?collaboration_id=8&status=online&page=1&per_page=20", "GET /collaboration?page=1&per_page=20",
        "GET /collaboration?organization_id=6&page=1&per_page=20", "DELETE /collaboration/2?delete_dependents=True",
        "GET /organization/11",
      ])
  }

  @Test("Without a collaboration nothing is sent, and the error says how to name one")
  func tellsMissingCollaborations() async throws {
    let api = FakeAPI([:], otherwise: AnyReply.to)
    let client = try await UserClient.loggedIn(api)
    let calls: [@Sendable () async throws -> Void] = [
      { try await client.collaboration.delete() }, { _ = try await client.node.create() },
      { _ = try await client.study.create(name: "s", organizations: [1]) },
      { _ = try await client.store.create(algorithmStoreURL: "http://s/api", name: "s") },
      {
        _ = try await client.task.create(
          organizations: [1], name: "n", image: "i", description: "", input: AlgorithmInput(method: "m"))
      },
    ]
    for call in calls {
      let error = await #expect(throws: PolderError.self) { try await call() }
      #expect(error?.code == "client-no-collaboration")
      #expect(error?.nextStep?.contains("setupCollaboration") == true)
    }
    let error = await #expect(throws: PolderError.self) { try await client.store.delete() }
    #expect(error?.code == "client-no-store")
    #expect(await api.calls.isEmpty)
    _ = try await client.task.create(
      organizations: [1], name: "n", image: "i", description: "", input: AlgorithmInput(method: "m"), study: 5)
    #expect(
      await api.calls == ["GET /study/5", "GET /blobstream/status", "POST /task"], "a study is enough")
  }

  @Test("The own user is asked for once in a session, and anew after it was changed")
  func remembersTheUser() async throws {
    let api = FakeAPI([:], otherwise: AnyReply.to)
    let client = try await UserClient.loggedIn(api)
    _ = try await client.organization.get()
    #expect(try await client.name == "Ada")
    #expect(await api.calls == ["GET /organization/3"])
    _ = try await client.user.update(firstname: "Augusta")
    _ = try await client.name
    #expect(await api.calls == ["GET /organization/3", "PATCH /user/7", "GET /user/7"])
  }

  @Test("Logging in anew forgets what was set up: it may be somebody else's")
  func forgetsWithTheSession() async throws {
    let api = FakeAPI([:], otherwise: AnyReply.to)
    let client = try await Self.client(api)
    try await client.store.set(9)
    #expect(client.store.current?.id == 9)
    try await client.authenticate(username: "grace", password: "another password")
    #expect(client.currentCollaboration == nil)
    #expect(client.store.current == nil)
    await api.forget()
    _ = try await client.name
    #expect(await api.calls == ["GET /user/7"])
  }

  @Test("What was asked for in one session is not kept for the next")
  func keepsSessionsApart() async throws {
    let api = FakeAPI([:], otherwise: AnyReply.to)
    let client = try await UserClient.loggedIn(api)
    let setup = try await client.setupCollaboration(4)
    let before = client.session.defaults.login
    client.session.defaults.forget()
    client.session.defaults.keep(setup, login: before)
    #expect(client.currentCollaboration == nil)
  }

  @Test("A token that does not say whose it is leads to an error, not to somebody else")
  func tellsStrangeTokens() async throws {
    let api = FakeAPI([:])
    let defaults = SessionDefaults(caller: api.caller, tokens: FixedToken("no token"))
    let error = await #expect(throws: PolderError.self) { try await defaults.user() }
    #expect(error?.code == "client-no-user")
    #expect(await api.calls.isEmpty)
  }
}
