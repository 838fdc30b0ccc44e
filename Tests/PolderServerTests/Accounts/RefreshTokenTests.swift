import HTTPTypes
import HummingbirdTesting
import PolderCore
import PolderServer
import PolderSQL
import Testing

struct RefreshTokenTests {
  private func tokens(_ reply: TestResponse) throws -> (access: String, refresh: String) {
    (
      try #require(reply.json?["access_token"]?.string), try #require(reply.json?["refresh_token"]?.string)
    )
  }

  private func refresh(_ house: ServerHouse, _ token: String) async throws -> TestResponse {
    try await house.call(.post, "/token/refresh", token: token)
  }

  @Test("a refresh token gives new tokens of the same session, with the contract's keys and no header")
  func success() async throws {
    let house = try await ServerHouse()
    let first = try tokens(try await house.logIn())
    let reply = try await refresh(house, first.refresh)
    try Golden.holdKeys(reply, to: "token.refresh.ok")
    #expect(reply.header("jwt-token") == nil)
    let second = try tokens(reply)
    #expect(try TokenParts(second.access).claims["sid"] == TokenParts(first.access).claims["sid"])
    #expect(try await house.call(.get, "/user/1", token: second.access).status == .ok)
    #expect(try await house.call(.get, "/user/1", token: first.access).status == .ok)
  }

  @Test("a node's refresh token gives a node's tokens")
  func node() async throws {
    let house = try await ServerHouse()
    let node = try await house.node("n", of: try await house.organization("o"), in: nil)
    let pair = house.parts.tokens.pair(for: .node(node), session: "s", generation: 1, now: house.clock.now)
    #expect(try await refresh(house, pair.refresh).status == .unauthorized, "a session that does not exist")
    try await house.write { sql in
      try sql.execute("INSERT INTO polder_session VALUES ('s', \(node.rawValue), 0, 4000000000000, 0, NULL)")
    }
    try Golden.holdKeys(try await refresh(house, pair.refresh), to: "token.refresh.node")
  }

  @Test("a refresh token stays good until its successor was used, and a minute longer, deviation 23")
  func rotation() async throws {
    let house = try await ServerHouse()
    let first = try tokens(try await house.logIn()).refresh
    let second = try tokens(try await refresh(house, first)).refresh
    house.clock.advance(.seconds(3_600))
    #expect(try await refresh(house, first).status == .ok, "an answer that got lost is asked for again")
    _ = try await refresh(house, second)
    house.clock.advance(.seconds(59))
    #expect(try await refresh(house, first).status == .ok)
    house.clock.advance(.seconds(1))
    let late = try await refresh(house, first)
    #expect(late.status == .unauthorized && late.json == ["msg": "Token has been revoked"])
    #expect(try await refresh(house, second).status == .ok)
  }

  @Test("a stolen token of long ago is dead though its session lives on")
  func old() async throws {
    let house = try await ServerHouse()
    let first = try tokens(try await house.logIn()).refresh
    var last = first
    for _ in 0..<3 { last = try tokens(try await refresh(house, last)).refresh }
    #expect(try await refresh(house, first).status == .unauthorized)
    #expect(try await refresh(house, last).status == .ok)
  }

  @Test("a change of credentials ends every session, a refresh token too")
  func revoked() async throws {
    let house = try await ServerHouse()
    let first = try tokens(try await house.logIn()).refresh
    house.clock.advance(.seconds(1))
    try await house.revoke(UserID(1))
    #expect(try await refresh(house, first).status == .unauthorized)
  }

  @Test("a session lasts as long as its refresh tokens; then its row is removed")
  func expiry() async throws {
    let house = try await ServerHouse()
    let first = try tokens(try await house.logIn()).refresh
    house.clock.advance(.seconds(48 * 3_600 - 1))
    let second = try tokens(try await refresh(house, first)).refresh
    house.clock.advance(.seconds(48 * 3_600 - 1))
    #expect(try await refresh(house, second).status == .ok)
    house.clock.advance(.seconds(48 * 3_600))
    #expect(try await refresh(house, second).json == ["msg": "Token has expired"])
    await house.parts.chores.step(house.clock.now + .seconds(1))
    #expect(try await house.number("SELECT COUNT(*) FROM polder_session") == 0)
  }

  @Test("an access token is no refresh token, an algorithm's token neither")
  func purpose() async throws {
    let house = try await ServerHouse()
    let first = try tokens(try await house.logIn())
    try Golden.hold(try await refresh(house, first.access), to: "token.refresh.with_access")
    #expect(try await house.call(.post, "/token/refresh").json == ["msg": "Missing Authorization Header"])
  }
}
