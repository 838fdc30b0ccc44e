import PolderCore
import PolderTransport
import Synchronization
import Testing

@testable import PolderClient

@Suite("Sessions that are stored")
struct StoredSessionTests {
  static let now = Timestamp(seconds: 1_790_000_000)

  /// A token of user 7, good for an hour from its issue by the clock of its issuer.
  static func token(issued: Int64, mark: String = "s") -> String {
    let claims = #"{"sub": 7, "iat": \#(issued), "exp": \#(issued + 3_600), "jti": "\#(mark)"}"#
    return "e30." + Base64.encodeForAddress(claims.utf8) + ".c2ln"
  }

  static func renewal(_ access: String, _ refresh: String) -> FakeAPI.Reaction {
    .json([
      "access_token": .string(access), "refresh_token": .string(refresh), "refresh_url": "", "user_url": "",
    ])
  }

  static func client(_ api: FakeAPI, at moment: Timestamp = now) -> UserClient {
    UserClient(
      server: "http://h:5000", apiPath: "/api", session: Session(channel: api, retries: .never, now: { moment }) {})
  }

  static func tokens(_ api: FakeAPI, _ path: String) async -> [String?] {
    await api.sent.filter { $0.path == path }.map { $0.headers.first { $0.name == "Authorization" }?.value }
  }

  @Test("A session goes on in another client, and is told when it was renewed before its new token is used")
  func goesOn() async throws {
    let api = FakeAPI([:], otherwise: AnyReply.to)
    let first = try await UserClient.loggedIn(api)
    let stored = try #require(await first.storedSession)
    #expect(stored.access == AnyReply.token)
    #expect(stored.received != nil)
    let fresh = Self.token(issued: 1)
    await api.answer("POST /token/refresh", Self.renewal(fresh, "r2"))
    let second = UserClient.over(api)
    let told = Mutex<[StoredSession]>([])
    await second.resume(stored) { renewed in
      let calls = await api.calls
      #expect(calls.last == "POST /token/refresh", "nothing was asked for with the new token yet")
      told.withLock { $0.append(renewed) }
    }
    #expect(try await second.token.text == AnyReply.token)
    await api.forget()
    try await second.refreshToken()
    _ = try await second.node.get(1)
    #expect(told.withLock { $0.map(\.access) } == [fresh])
    #expect(told.withLock { $0.map(\.refresh) } == ["r2"])
    #expect(await second.storedSession == told.withLock { $0.first })
    #expect(await Self.tokens(api, "/node/1") == ["Bearer \(fresh)"])
  }

  @Test("A token that ended while it was stored is renewed before it is used, once for all who wait")
  func renewsStaleTokens() async throws {
    let api = FakeAPI([:], otherwise: AnyReply.to)
    let fresh = Self.token(issued: 1_790_000_000, mark: "fresh")
    await api.answer("POST /token/refresh", Self.renewal(fresh, "r2"))
    let client = Self.client(api)
    await client.resume(
      StoredSession(
        access: Self.token(issued: 1_789_990_000), refresh: "r1", received: Timestamp(seconds: 1_789_990_000)))
    async let one = client.node.get(1)
    async let two = client.node.get(1)
    _ = try await (one, two)
    #expect(await api.count("POST /token/refresh") == 1)
    #expect(await Self.tokens(api, "/token/refresh") == ["Bearer r1"])
    #expect(await Self.tokens(api, "/node/1") == ["Bearer \(fresh)", "Bearer \(fresh)"])
  }

  @Test(
    "A clock that is wrong costs nothing: what counts is when a token came, not when its issuer says it ends",
    arguments: [-86_400, 86_400] as [Int64])
  func toleratesClockSkew(skew: Int64) async throws {
    let api = FakeAPI([:], otherwise: AnyReply.to)
    let token = Self.token(issued: 1_790_000_000 + skew)
    let client = Self.client(api)
    await client.resume(StoredSession(access: token, refresh: "r1", received: Self.now))
    _ = try await client.node.get(1)
    #expect(await api.calls == ["GET /node/1"])
  }

  @Test("A stored session that the server does not know any more is told as the refusal it is")
  func tellsEndedSessions() async throws {
    let api = FakeAPI(["GET /node/1": [.json(["msg": "Token has been revoked"], 401)]])
    await api.answer(
      "GET /node/1",
      .answer(
        HTTPAnswer(
          status: 401, headers: [("polder-error", "token-revoked")],
          body: Array(#"{"msg": "Token has been revoked"}"#.utf8))))
    await api.answer("POST /token/refresh", .json(["msg": "Token has been revoked"], 401))
    let client = Self.client(api)
    await client.resume(StoredSession(access: Self.token(issued: 1_790_000_000), refresh: "r1"))
    let refusal = await #expect(throws: RequestRefusal.self) { try await client.node.get(1) }
    #expect(refusal?.message == "Token has been revoked")
  }

  @Test("Nobody's session is none, and what was set up is forgotten with the session before")
  func replacesSessions() async throws {
    let api = FakeAPI([:], otherwise: AnyReply.to)
    #expect(await UserClient.over(api).storedSession == nil)
    let client = try await UserClient.loggedIn(api)
    try await client.setupCollaboration(4)
    await client.resume(StoredSession(access: AnyReply.token, refresh: "r"))
    #expect(client.currentCollaboration == nil)
  }

  @Test("It is read back as it was written, and prints nothing of its tokens")
  func isStored() throws {
    let stored = StoredSession(access: "secret-a", refresh: "secret-r", received: Self.now)
    let value = try JSONValueEncoder.value(of: stored)
    #expect(try JSONValueDecoder.decode(StoredSession.self, from: value) == stored)
    var dumped = ""
    dump(stored, to: &dumped)
    for text in ["\(stored)", String(reflecting: stored), dumped] { #expect(!text.contains("secret")) }
  }
}
