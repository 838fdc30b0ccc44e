import HTTPTypes
import HummingbirdTesting
import PolderCore
import PolderPassword
import PolderServer
import PolderSQL
import Testing

/// What the incumbent's advisories about accounts told of must not happen here; others have their tests beside what
/// they are about.
struct AccountAdvisoryTests {
  @Test("CVE-2022-39228: a locked account, an open one and none at all get the same answer")
  func lockMessage() async throws {
    let mail = try await MailHouse()
    for _ in 0..<6 { _ = try await mail.logIn("wrong") }
    let locked = try await mail.logIn("root")
    let unknown = try await mail.house.logIn("nobody", "root")
    let wrong = try await mail.house.logIn("root", "wrong")
    #expect(locked.status == unknown.status && locked.json == unknown.json)
    #expect(wrong.status == unknown.status && wrong.json == unknown.json)
    #expect(try headers(locked) == headers(unknown))
    #expect(try headers(wrong) == headers(unknown))
  }

  /// The headers of a reply. The id of a request is drawn at random for each, whoever asks for what: it can not be the
  /// same twice, so that its shape is compared in its place, which is that of any other request's.
  private func headers(_ reply: TestResponse) throws -> [String: String] {
    var headers: [String: String] = [:]
    for field in reply.headers { headers[field.name.canonicalName, default: ""] += field.value + "\n" }
    let id = try #require(headers["x-request-id"]?.dropLast())
    #expect(id.wholeMatch(of: /[0-9a-f]{16}/) != nil, "\(id)")
    headers["x-request-id"] = "16 hexadecimal digits"
    return headers
  }

  @Test("CVE-2024-21671: a login takes the same work for a name that exists and for one that does not")
  func sameWork() async throws {
    let mail = try await MailHouse { $0.passwordCost = Passwords.keyCost }
    let house = mail.house
    let empty = try await house.user("empty", of: try await house.organization("p"))
    try await house.write { try $0.execute("UPDATE \"user\" SET password = NULL WHERE id = \(empty)") }
    /// The statements and the rounds of hashing that a request takes.
    func work(_ path: String, _ name: String) async throws -> [Int] {
      let before = (house.database.statementCount, house.passwords.work)
      _ = try await house.call(.post, path, ["username": .string(name), "password": "wrong"])
      return [house.database.statementCount - before.0, house.passwords.work - before.1]
    }
    for path in ["/token/user", "/recover/2fa/lost"] {
      _ = try await work(path, "warm")
      let known = try await work(path, "ada")
      #expect(known[1] == 1 << Passwords.keyCost, "\(path)")
      for name in ["nobody", "empty"] { #expect(try await work(path, name) == known, "\(path), \(name)") }
    }
  }

  @Test("CVE-2023-23929: a refresh token ends in time, and its session with it")
  func refreshEnds() async throws {
    let mail = try await MailHouse()
    let token = try #require(try await mail.logIn().json?["refresh_token"]?.string)
    mail.house.clock.advance(.seconds(48 * 3_600))
    let reply = try await mail.house.call(.post, "/token/refresh", token: token)
    #expect((reply.status.code, reply.message) == (401, "Token has expired"))
  }

  @Test("CVE-2023-28635: no user can be called by a number")
  func numericNames() async throws {
    let house = try await SmallWorld.house()
    let body: JSONValue = [
      "username": "12345", "password": "Passw0rd!", "email": "a@new.org", "firstname": "F", "lastname": "L",
    ]
    let reply = try await house.call(.post, "/user", body, as: .root)
    #expect(reply.status == 400)
    #expect(reply.json?["errors"]?["username"]?.array?.first == "Name cannot a number")
  }

  @Test("deviation 23: a node's new key is shown once, and the old key and all tokens of the node are void")
  func nodeKey() async throws {
    let house = try await SmallWorld.house()
    let old = Caller.node(201)
    let token = try old.token(house.house.parts.tokens, house.now)
    let first = try await house.call(.post, "/recover/node", ["id": 201], as: .root)
    let before = try #require(first.json?["api_key"]?.string)
    house.pass(.seconds(1))
    let reply = try await house.call(.post, "/recover/node", ["id": 201], as: SmallWorld.organizationAdmin)
    #expect(reply.status == 200)
    #expect(reply.json?.object?.keys == ["api_key"])
    let key = try #require(reply.json?["api_key"]?.string)
    func logIn(_ key: String) async throws -> Int {
      try await house.call(.post, "/token/node", ["api_key": .string(key)], as: .nobody).status
    }
    #expect(try await logIn(before) == 401)
    #expect(try await logIn(key) == 200)
    #expect(try await house.house.call(.get, "/node/201", token: token).status.code == 401)
    #expect(try await house.call(.post, "/recover/node", ["id": 202], as: SmallWorld.organizationAdmin).status == 401)
    let missing = try await house.call(.post, "/recover/node", ["id": 999], as: .root)
    #expect((missing.status, missing.message) == (404, "Node id=999 is not found!"))
  }
}
