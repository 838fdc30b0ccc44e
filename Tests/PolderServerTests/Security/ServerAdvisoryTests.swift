import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import PolderCore
import PolderHTTP
import PolderSQL
import PolderServer
import PolderTesting
import Testing

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// What the incumbent was warned of and must never happen here; each test bears the name of the advisory.
struct ServerAdvisoryTests {
  @Test("CVE-2023-23929: a refresh token ends, 48 hours after it was made")
  func refreshTokensEnd() async throws {
    let house = try await ServerHouse()
    let reply = try await house.logIn()
    let token = try #require(reply.json?["refresh_token"]?.string)
    let claims = try TokenParts(token).claims
    let issued = try #require(claims["iat"]?.integer)
    #expect(claims["exp"]?.integer == issued + 48 * 3_600)
    house.clock.advance(.seconds(48 * 3_600 + 61))
    #expect(try await house.call(.post, "/token/refresh", token: token).status.code == 401)
  }

  @Test("CVE-2023-23930: an input is carried, never read: a pickle stays the text that it was")
  func picklesAreCarried() async throws {
    let house = try await SmallWorld.house()
    // pickle.dumps of something that would call os.system when it is loaded.
    let pickle = Base64.encode(Array("cos\nsystem\n(S'touch /tmp/polder-was-here'\ntR.".utf8))
    let reply = try await house.call(
      .post, "/task",
      [
        "image": "a", "collaboration_id": 1, "organizations": [["id": 11, "input": .string(pickle)]],
      ], as: SmallWorld.researcher)
    #expect(reply.status == 201)
    let runs = try await house.call(
      .get, "/run", query: [("task_id", String(reply.json?["id"]?.integer ?? 0))], as: SmallWorld.researcher)
    #expect(runs.json?["data"]?[0]?["input"]?.string == pickle)
    #expect(!FileManager.default.fileExists(atPath: "/tmp/polder-was-here"))
  }

  @Test(
    "CVE-2023-23930: a body that is no JSON is refused unread", arguments: ["application/octet-stream", "text/plain"])
  func onlyJSONIsRead(type: String) async throws {
    let house = try await ServerHouse()
    let token = house.token(user: UserID(1))
    let reply = try await Application(responder: house.parts.dispatcher).test(.router) { client in
      try await client.execute(
        uri: "/api/collaboration", method: .post,
        headers: [.authorization: "Bearer \(token)", .contentType: type], body: ByteBuffer(string: "cos\nsystem\n."))
    }
    #expect(reply.status == .unsupportedMediaType)
  }

  @Test("CVE-2023-28635: a name of digits alone is refused, so that no name can be taken for an id")
  func namesAreNoIDs() async throws {
    let house = try await SmallWorld.house()
    let bodies: [(String, JSONValue)] = [
      ("/organization", ["name": "123"]),
      ("/node", ["name": "123", "collaboration_id": 1, "organization_id": 10]),
      ("/task", ["name": "123", "image": "a", "collaboration_id": 1, "organizations": [["id": 10, "input": "e30="]]]),
    ]
    for (path, body) in bodies {
      let caller = path == "/task" ? SmallWorld.researcher : .root
      let reply = try await house.call(.post, path, body, as: caller)
      #expect(reply.status == 400, "\(path)")
      #expect(reply.json?["errors"]?["name"] == ["Name cannot a number"], "\(path)")
    }
  }

  @Test("CVE-2024-22200: the server tells its name and no version in its headers")
  func noVersionInHeaders() async throws {
    try await LiveHouse.run { live in
      let address = try #require(URL(string: "http://127.0.0.1:\(live.port)/api/health"))
      let (_, response) = try await URLSession.shared.data(from: address)
      let headers = try #require(response as? HTTPURLResponse)
      #expect(headers.value(forHTTPHeaderField: "server") == "polder")
      #expect(headers.value(forHTTPHeaderField: "x-powered-by") == nil)
    }
  }

  @Test("CVE-2024-23823: only the origins of the configuration may read answers, and never with credentials")
  func foreignOriginsReadNothing() async throws {
    let house = try await ServerHouse { $0.origins = ["https://portal.example"] }
    for (origin, allowed) in [("https://portal.example", "https://portal.example"), ("https://evil.example", nil)] {
      let reply = try await house.call(.get, "/version", headers: [.origin: origin])
      #expect(reply.headers[.accessControlAllowOrigin] == allowed)
      #expect(reply.headers[.accessControlAllowCredentials] == nil)
    }
  }

  @Test("CVE-2024-24562: every answer carries the headers that keep browsers from misusing it")
  func securityHeaders() async throws {
    let house = try await ServerHouse()
    for path in ["/version", "/nothing-here", "/user"] {
      let reply = try await house.call(.get, path)
      #expect(reply.headers[.xContentTypeOptions] == "nosniff", "\(path)")
      #expect(reply.headers[.contentSecurityPolicy]?.contains("frame-ancestors 'none'") == true, "\(path)")
      #expect(reply.header("referrer-policy") == "no-referrer", "\(path)")
    }
  }

  @Test("CVE-2025-43866: a secret that the server makes for itself has at least 256 bits, and no two are alike")
  func secretsAreStrong() async throws {
    var made: Set<String> = []
    for _ in 0..<2 {
      let house = try await ServerHouse { $0.tokenSecret = nil }
      let secret = try #require(
        try await house.text("SELECT value FROM polder_secret WHERE name = 'jwt_secret_key'"))
      #expect(secret.utf8.count >= 43)
      made.insert(secret)
    }
    #expect(made.count == 2)
  }

  @Test("a fresh database has no user with a known password (deviation 19)")
  func noKnownPassword() async throws {
    guard case .generated = ServerSettings().rootPassword else {
      Issue.record("Unless told otherwise, a server does not draw the password of root.")
      return
    }
    let empty = TestPostgres.isChosen ? try await TestPostgres.next(for: TestHolder.current) : nil
    let house = try await ServerHouse(at: empty?.uri) { $0.rootPassword = .generated }
    for password in ["root", "", "admin", "password"] {
      #expect(try await house.logIn("root", password).status.code != 200)
    }
  }

  @Test("a node's coming is told in its own collaboration and to nobody else (deviation 32)")
  func presenceStaysInside() async throws {
    try await LiveHouse.run { live in
      let house = live.house
      let (one, two) = (try await house.organization("one"), try await house.organization("two"))
      let first = try await house.collaboration("first", of: [one])
      let second = try await house.collaboration("second", of: [two])
      let node = try await house.node("insider", of: one, in: first)
      let other = try await house.node("neighbour", of: two, in: second)
      let neighbour = try await house.node("listener", of: two, in: second)
      let viewer = try await house.user("viewer2", of: two, role: "Viewer")
      let insider = try await house.user("viewer1", of: one, role: "Viewer")
      try await live.peer(house.token(user: viewer)) { stranger in
        _ = try await stranger.heard(until: "message")
        // The incumbent tells all nodes, whatever they take part in.
        try await live.peer(house.token(node: neighbour)) { listener in
          _ = try await listener.heard(until: "message Node <listener> joined room <collaboration_2_organization_3>")
          try await live.peer(house.token(user: insider)) { user in
            _ = try await user.heard(until: "message")
            try await live.peer(house.token(node: node)) { _ in _ = try await user.heard(until: "node-online") }
            _ = try await user.heard(until: "node-offline")
          }
          try await live.peer(house.token(node: other)) { _ in
            for peer in [stranger, listener] {
              let heard = try await peer.heard(until: #"node-online {"id":\#(other),"name":"neighbour","org_id":3}"#)
              #expect(!heard.contains { $0.contains("insider") }, "\(heard)")
            }
          }
        }
      }
    }
  }
}
