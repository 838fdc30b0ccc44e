import HTTPTypes
import HummingbirdTesting
import PolderCore
import PolderServer
import Testing

struct TokenRefusalTests {
  @Test("without a token, or with something else in its place, the contract's texts")
  func missing() async throws {
    let house = try await ServerHouse()
    let none = try await house.call(.get, "/user")
    #expect(none.status == .unauthorized && none.json == ["msg": "Missing Authorization Header"])
    let basic = try await house.call(.get, "/user", headers: [.authorization: "Basic eHg="])
    try Golden.hold(basic, to: "no_bearer")
    for text in ["Bearer", "Bearer a b"] {
      #expect(try await house.call(.get, "/user", headers: [.authorization: text]).status.code == 422)
    }
  }

  @Test("malformed, badly signed, expired, of the wrong purpose, of nobody: as recorded")
  func recorded() async throws {
    let house = try await ServerHouse()
    try Golden.hold(try await house.call(.get, "/user", token: "garbage"), to: "bad_token")
    let pair = house.parts.tokens.pair(
      for: .user(UserID(1), roles: []), session: "s", generation: 1, now: house.clock.now)
    try Golden.hold(try await house.call(.get, "/user", token: pair.access + "A"), to: "bad_sig")
    try Golden.hold(try await house.call(.get, "/user", token: pair.refresh), to: "access_with_refresh")
    try Golden.hold(try await house.call(.post, "/token/refresh", token: pair.access), to: "token.refresh.with_access")
    let stranger = try await house.call(.get, "/user", token: house.token(user: UserID(9_999)))
    try Golden.hold(stranger, to: "token_of_missing_user")
    house.clock.advance(.seconds(6 * 3_600))
    try Golden.hold(try await house.call(.get, "/user", token: pair.access), to: "expired")
  }

  @Test("a token is good to its last second and not beyond")
  func boundary() async throws {
    let house = try await ServerHouse()
    let token = house.token(user: UserID(1))
    house.clock.advance(.seconds(6 * 3_600 - 1))
    #expect(try await house.call(.get, "/user", token: token).status == .ok)
    house.clock.advance(.seconds(1))
    #expect(try await house.call(.get, "/user", token: token).status == .unauthorized)
  }

  @Test("a token from the future is refused beyond what clocks differ")
  func future() async throws {
    let house = try await ServerHouse()
    let mint = house.parts.tokens
    func token(_ ahead: Duration) -> String {
      mint.pair(for: .user(UserID(1), roles: []), session: "s", generation: 1, now: house.clock.now + ahead).access
    }
    #expect(try await house.call(.get, "/user", token: token(.seconds(5))).status == .ok)
    #expect(try await house.call(.get, "/user", token: token(.seconds(60))).status.code == 422)
  }

  @Test("a node at an operation for users gets 403, deviation 1")
  func kind() async throws {
    let house = try await ServerHouse()
    let organization = try await house.organization("o")
    let node = try await house.node("n", of: organization, in: nil)
    #expect(try await house.call(.get, "/user", token: house.token(node: node)).status == .forbidden)
  }
}
