import PolderCore
import PolderTransport
import Testing

@Suite("Claims of tokens")
struct JWTClaimsTests {
  @Test("Times and subject of a user's token are read")
  func readsUsers() throws {
    let claims = try #require(
      JWTClaims(token: token(["iat": 1_000, "exp": 22_600, "sub": 7, "client_type": "user", "roles": ["Ünïcode"]])))
    #expect(claims.issued == Timestamp(seconds: 1_000))
    #expect(claims.ends == Timestamp(seconds: 22_600))
    #expect(claims.lifetime == .seconds(21_600))
    #expect(claims.subject == 7)
    #expect(claims.container == nil)
    #expect(claims.claims["roles"] == ["Ünïcode"])
  }

  @Test("A token recorded from the incumbent's server is read")
  func readsRecorded() throws {
    let recorded =
      "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9."
      + "eyJmcmVzaCI6ZmFsc2UsImlhdCI6MTc2NDAwMDAwMCwianRpIjoiNyIsInR5cGUiOiJhY2Nlc3MiLCJzdWIiOjMsIm5iZiI6MTc2NDAwMDAw"
      + "MCwiZXhwIjoxNzY0MDIxNjAwfQ.c2lnbmF0dXJl"
    let claims = try #require(JWTClaims(token: recorded))
    #expect(claims.subject == 3)
    #expect(claims.lifetime == .seconds(21_600))
    #expect(claims.claims["fresh"] == false)
  }

  @Test("An algorithm's token has no end and its subject is an object")
  func readsContainers() throws {
    let subject: JSONValue = [
      "client_type": "container", "node_id": 8, "organization_id": 2, "collaboration_id": 1, "study_id": nil,
      "store_id": nil, "task_id": 9, "image": "img", "databases": [["label": "default"]],
    ]
    let claims = try #require(JWTClaims(token: token(["iat": 1_000, "sub": subject])))
    #expect(claims.ends == nil)
    #expect(claims.lifetime == nil)
    #expect(claims.subject == nil)
    #expect(claims.container?.taskID == 9)
    #expect(claims.container?.organizationID == 2)
    #expect(claims.container?.studyID == nil)
  }

  @Test(
    "Texts that are no tokens are told as such",
    arguments: [
      "", ".", "..", "...", "a.b", "a.b.c.d", "a.%%%.c", "a.e30=.c.", "a..c",
      "a." + Base64.encode("[1]".utf8).replacing("=", with: "") + ".c",
      "a." + Base64.encode("{\"exp\": 1".utf8).replacing("=", with: "") + ".c",
      "a." + Base64.encode(String(repeating: "[", count: 200).utf8).replacing("=", with: "") + ".c",
      "a." + Base64.encode([0xFF, 0xFE, 0x7B, 0x7D]).replacing("=", with: "") + ".c",
      "a." + String(repeating: "A", count: 70_000) + ".c", String(repeating: ".", count: 1_000_000),
    ])
  func refusesHostileTexts(text: String) {
    #expect(JWTClaims(token: text) == nil)
  }

  @Test(
    "Moments that are none are no moments: too far, negative, of another type",
    arguments: [
      JSONValue.integer(.max), .integer(.min), -1, 253_402_300_800, 1e300, 1.5, "1000", true, nil, [], [:],
    ])
  func refusesHostileMoments(value: JSONValue) throws {
    let claims = try #require(JWTClaims(token: token(["iat": 0, "exp": value, "sub": value])))
    #expect(claims.ends == nil)
    #expect(claims.lifetime == nil)
    #expect(claims.container == nil)
    #expect(TokenPair(access: token(["exp": value]), refresh: "").accessEnds == nil)
  }

  @Test("A token that ends before it begins has no lifetime", arguments: [(5, 5), (6, 5)] as [(Int64, Int64)])
  func refusesBackwardLifetimes(issued: Int64, ends: Int64) throws {
    let claims = try #require(JWTClaims(token: token(["iat": .integer(issued), "exp": .integer(ends)])))
    #expect(claims.ends == Timestamp(seconds: ends))
    #expect(claims.lifetime == nil)
  }
}
