import JWTKit
import PolderCore
import PolderHTTP
import PolderServer
import Testing

struct TokenMintTests {
  private let mint = TokenMint(secret: TokenSecret(ServerHouse.secret))
  private let now = Timestamp(microseconds: 1_800_000_000_123_456)

  /// The claims of the incumbent, as another library reads and writes them.
  private struct Claims: JWTPayload {
    var fresh = false
    var iat: Int
    var jti = "j"
    var type: String
    var sub: Int
    var nbf: Int
    var csrf = "c"
    var exp: Int
    var client_type: String
    var roles: [String] = []

    func verify(using algorithm: some JWTAlgorithm) async throws {}
  }

  @Test("claims have the contract's names and order; ours come last")
  func shape() throws {
    let user = mint.pair(for: .user(UserID(1), roles: ["Root"]), session: "s", generation: 4, now: now)
    let node = mint.pair(for: .node(NodeID(8)), session: "s", generation: 1, now: now)
    for (name, pair) in [("jwt.user", user), ("jwt.node", node)] {
      let record = try Golden.record(name)
      for (kind, token) in [("access", pair.access), ("refresh", pair.refresh)] {
        let parts = try TokenParts(token)
        #expect(parts.header == record["header"])
        let expected = try #require(record[kind]?.object)
        let own = kind == "access" ? ["iat_ms", "sid"] : ["iat_ms", "gen", "sid"]
        #expect(parts.claims.object?.keys == expected.keys + own)
        for key in ["fresh", "type", "sub", "client_type", "roles"] { #expect(parts.claims[key] == expected[key]) }
      }
    }
  }

  @Test("tokens last 6 and 48 hours, or as set")
  func lifetimes() throws {
    let pair = mint.pair(for: .node(NodeID(8)), session: "s", generation: 1, now: now)
    let (access, refresh) = (try TokenParts(pair.access).claims, try TokenParts(pair.refresh).claims)
    #expect(access["iat"] == 1_800_000_000 && access["exp"] == 1_800_021_600 && access["iat_ms"] == 1_800_000_000_123)
    #expect(refresh["exp"] == 1_800_172_800)
    let short = TokenMint(
      secret: TokenSecret("x"), lifetimes: TokenLifetimes(access: .seconds(10), refresh: .seconds(20)))
    let other = short.pair(for: .node(NodeID(8)), session: "s", generation: 1, now: now)
    #expect(try TokenParts(other.access).claims["exp"] == 1_800_000_010)
  }

  @Test("an algorithm's token has the contract's claims, its databases in their order, and no end of its own")
  func container() throws {
    let record = try #require(try Golden.record("jwt.container")["access"])
    let claims = try JSONValueDecoder.decode(ContainerClaims.self, from: try #require(record["sub"]))
    let made = try TokenParts(try mint.container(claims, now: now)).claims
    #expect(made.object?.keys == (record.object?.keys ?? []) + ["iat_ms"])
    #expect(made["sub"]?.text == record["sub"]?.text)
    let read = try mint.access("Bearer \(try mint.container(claims, now: now))", now: now + .seconds(1_000_000_000))
    #expect(read.subject == .container(claims) && read.expiresAt == nil)
  }

  @Test("another library under the same secret accepts our tokens")
  func oursElsewhere() async throws {
    let keys = await JWTKeyCollection().add(hmac: HMACKey(from: ServerHouse.secret), digestAlgorithm: .sha256)
    let token = mint.pair(for: .user(UserID(3), roles: ["Viewer"]), session: "s", generation: 1, now: now).access
    let claims = try await keys.verify(token, as: Claims.self)
    #expect(claims.sub == 3 && claims.roles == ["Viewer"] && claims.type == "access" && claims.client_type == "user")
  }

  @Test("a token of another library under the same secret, with the incumbent's claims alone, is accepted")
  func theirsHere() async throws {
    let keys = await JWTKeyCollection().add(hmac: HMACKey(from: ServerHouse.secret), digestAlgorithm: .sha256)
    let seconds = Int(now.seconds)
    let payload = Claims(
      iat: seconds, type: "refresh", sub: 8, nbf: seconds, exp: seconds + 100, client_type: "node")
    let ticket = try mint.refresh("Bearer \(try await keys.sign(payload))", now: now)
    #expect(ticket.claims.subject == .node(NodeID(8)) && ticket.generation == nil && ticket.claims.session == nil)
    #expect(!ticket.claims.isExact && ticket.claims.issuedAt == Timestamp(seconds: now.seconds))
  }

  @Test("a token of the incumbent's password recovery gives no access, deviation 21")
  func recovery() async throws {
    struct Recovery: JWTPayload {
      var iat: Int, nbf: Int, exp: Int
      var type = "access"
      var client_type = "container"
      var sub = ["id": "1"]
      func verify(using algorithm: some JWTAlgorithm) async throws {}
    }
    let keys = await JWTKeyCollection().add(hmac: HMACKey(from: ServerHouse.secret), digestAlgorithm: .sha256)
    let seconds = Int(now.seconds)
    let token = try await keys.sign(Recovery(iat: seconds, nbf: seconds, exp: seconds + 100))
    #expect(throws: RequestRefusal.self) { try mint.access("Bearer \(token)", now: now) }
  }
}
