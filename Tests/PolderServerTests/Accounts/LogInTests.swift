import HTTPTypes
import HummingbirdTesting
import PolderCore
import PolderSQL
import Testing

@testable import PolderServer

struct LogInTests {
  @Test("a login gives the contract's keys, two tokens, and the header with one of them")
  func success() async throws {
    let house = try await ServerHouse()
    let reply = try await house.logIn()
    try Golden.holdKeys(reply, to: "token.user.ok")
    #expect(reply.json?["user_url"] == "/api/user/1" && reply.json?["refresh_url"] == "/api/token/refresh")
    let access = try #require(reply.json?["access_token"]?.string)
    #expect(reply.header("jwt-token") == access)
    #expect(try TokenParts(access).claims["roles"] == ["Root"])
    #expect(try await house.call(.get, "/user/1", token: access).status == .ok)
  }

  @Test("wrong bodies are refused as recorded")
  func bodies() async throws {
    let house = try await ServerHouse()
    for name in ["token.user.empty", "token.user.unknown_field", "token.user.null"] {
      let body = try #require(try Golden.record(name)["request"]?["json"])
      try Golden.hold(try await house.call(.post, "/token/user", body), to: name)
    }
    try Golden.hold(try await house.call(.post, "/token/user"), to: "token.user.no_json")
  }

  @Test("a wrong password, an unknown name and an account without password get the same answer, deviation 27")
  func failures() async throws {
    let house = try await ServerHouse()
    try Golden.hold(try await house.logIn("root", "wrong"), to: "token.user.wrong_pw")
    try Golden.hold(try await house.logIn("nobody", "wrong"), to: "token.user.unknown_user")
    let id = try await house.user("empty", of: try await house.organization("o"))
    try await house.write { try $0.execute("UPDATE \"user\" SET password = NULL WHERE id = \(id.rawValue)") }
    try Golden.hold(try await house.logIn("empty", "x"), to: "token.user.unknown_user")
  }

  @Test("five failures lock an account, also for the right password, until 15 minutes have passed")
  func lock() async throws {
    let house = try await ServerHouse()
    for _ in 0..<5 { try Golden.hold(try await house.logIn("root", "wrong"), to: "lockout.0") }
    try Golden.hold(try await house.logIn(), to: "lockout.correct")
    house.clock.advance(.seconds(15 * 60 - 1))
    #expect(try await house.logIn().status == .unauthorized)
    house.clock.advance(.seconds(1))
    #expect(try await house.logIn().status == .ok)
    #expect(try await house.number("SELECT failed_login_attempts FROM \"user\" WHERE id = 1") == 0)
  }

  @Test("tries during a lock neither lengthen nor end it; a failure after it starts to count anew")
  func duringLock() async throws {
    let house = try await ServerHouse()
    for _ in 0..<5 { _ = try await house.logIn("root", "wrong") }
    house.clock.advance(.seconds(600))
    for _ in 0..<3 { _ = try await house.logIn("root", "wrong") }
    #expect(try await house.number("SELECT failed_login_attempts FROM \"user\" WHERE id = 1") == 5)
    house.clock.advance(.seconds(300))
    _ = try await house.logIn("root", "wrong")
    #expect(try await house.number("SELECT failed_login_attempts FROM \"user\" WHERE id = 1") == 1)
    #expect(try await house.logIn().status == .ok)
  }

  @Test("a right password that is proved while wrong ones lock the account opens nothing")
  func lockedMeanwhile() async throws {
    let house = try await ServerHouse()
    let check = ServerContext(database: house.database, passwords: house.passwords, tokens: house.parts.tokens)
      .passwordCheck
    let now = house.clock.now
    let proof = try await check.prove(.username("root"), password: "root", address: nil, now: now)
    #expect(try await house.write { try check.recheck(proof, now: now, $0).id } == UserID(1))
    for _ in 0..<5 { _ = try await house.logIn("root", "wrong") }
    await #expect(throws: RequestRefusal.self) {
      try await house.write { _ = try check.recheck(proof, now: now, $0) }
    }
  }

  @Test("of many wrong guesses made at once no more count than lock the account")
  func together() async throws {
    let house = try await ServerHouse()
    let replies = try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 0..<12 { group.addTask { try await house.logIn("root", "wrong").status == .unauthorized } }
      return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(replies == 12)
    #expect(try await house.number("SELECT failed_login_attempts FROM \"user\" WHERE id = 1") == 5)
    #expect(try await house.logIn().status == .unauthorized)
  }

  @Test("the number of failures and the length of the lock are those of the settings")
  func policy() async throws {
    var policy = LoginPolicy()
    (policy.failures, policy.lock) = (2, .seconds(60))
    let house = try await ServerHouse { $0.loginPolicy = policy }
    for _ in 0..<2 { _ = try await house.logIn("root", "wrong") }
    #expect(try await house.logIn().status == .unauthorized)
    house.clock.advance(.seconds(60))
    #expect(try await house.logIn().status == .ok)
  }

  @Test("last_seen is written once a minute, deviation 18")
  func lastSeen() async throws {
    let house = try await ServerHouse()
    let token = house.token(user: UserID(1))
    func seen() async throws -> String? { try await house.text("SELECT last_seen FROM authenticatable WHERE id = 1") }
    _ = try await house.call(.get, "/rule", token: token)
    let first = try #require(try await seen())
    #expect(first == house.clock.now.databaseText)
    house.clock.advance(.seconds(59))
    _ = try await house.call(.get, "/rule", token: token)
    #expect(try await seen() == first)
    house.clock.advance(.seconds(1))
    _ = try await house.call(.get, "/rule", token: token)
    #expect(try await seen() == house.clock.now.databaseText)
  }
}
