import Crypto
import Foundation
import HTTPTypes
import HummingbirdTesting
import PolderCore
import PolderPassword
import PolderSQL
import Testing

struct CreateUserTests {
  private func body(_ more: JSONObject = [:]) -> JSONValue {
    var body: JSONObject = ["username": "ada", "password": "Passw0rd!", "email": "ada@example.org"]
    for (key, value) in more { body[key] = value }
    return .object(body)
  }

  @Test("a user made without names and organization belongs to the maker's, and its password is kept at cost 12")
  func defaults() async throws {
    let house = try await SmallWorld.house()
    let reply = try await house.call(
      .post, "/user", body(["organization_id": nil, "roles": [4, 4, 999], "rules": [21, 999]]),
      as: SmallWorld.organizationAdmin)
    #expect(reply.status == 201, "\(reply.message ?? "")")
    #expect(reply.json?["organization"]?["id"] == 10)
    #expect(reply.json?["firstname"] == .null)
    #expect(reply.json?["otp_secret"] == .null)
    #expect(reply.json?.text.contains("$2b$") == false)
    let id = try #require(reply.json?["id"]?.integer)
    #expect(try await house.fixture.numbers("SELECT role_id FROM \"Permission\" WHERE user_id = \(id)") == [4])
    #expect(try await house.fixture.numbers("SELECT rule_id FROM \"UserPermission\" WHERE user_id = \(id)") == [21])
    let hash = try await house.fixture.database.read { sql in
      try sql.first("SELECT password FROM \"user\" WHERE id = \(id)")?.text(0)
    }
    #expect(hash?.hasPrefix("$2b$12$") == true)
    #expect(try await Passwords(threads: 1).verify("Passw0rd!", against: hash ?? ""))
    let rows: SQL = "SELECT COUNT(*) FROM polder_principal WHERE authenticatable_id = \(id)"
    #expect(try await house.fixture.numbers(rows) == [1])
  }

  @Test("names and addresses are given once, and a user of a deleted one's number is never made")
  func names() async throws {
    let house = try await SmallWorld.house()
    let first = try await house.call(.post, "/user", body(), as: .root)
    let again = try await house.call(.post, "/user", body(["email": "other@example.org"]), as: .root)
    #expect((again.status, again.message) == (400, "username already exists."))
    let email = try await house.call(.post, "/user", body(["username": "eve"]), as: .root)
    #expect((email.status, email.message) == (400, "email already exists."))
    let id = try #require(first.json?["id"]?.integer)
    try await house.fixture.run(
      "DELETE FROM \"user\" WHERE id = \(id)", "DELETE FROM authenticatable WHERE id = \(id)")
    let later = try await house.call(.post, "/user", body(["username": "eve"]), as: .root)
    #expect(try #require(later.json?["id"]?.integer) > id)
  }

  @Test("rules and roles are handed out only by those who have them, and roles only within their organization")
  func handingOut() async throws {
    let house = try await SmallWorld.house()
    let admin = SmallWorld.organizationAdmin
    let rule = try await house.call(.post, "/user", body(["rules": [1]]), as: admin)
    #expect((rule.status, rule.message) == (401, "You don't have the rule (node, global, view)"))
    let role = try await house.call(.post, "/user", body(["roles": [1]]), as: admin)
    #expect(role.status == 401)
    #expect(role.message?.hasPrefix("You don't have the rule (") == true)
    let foreign = try await house.call(.post, "/user", body(["roles": [21]]), as: admin)
    #expect(
      (foreign.status, foreign.message)
        == (401, "You can't assign that role as the role belongs to a different organization than the user."))
    #expect(try await house.fixture.numbers("SELECT COUNT(*) FROM \"user\" WHERE username = 'ada'") == [0])
    #expect(try await house.call(.post, "/user", body(["roles": [20]]), as: admin).status == 201)
  }

  @Test("an organization that is not there is told to those only who may make users anywhere")
  func unknownOrganization() async throws {
    let house = try await SmallWorld.house()
    let reply = try await house.call(.post, "/user", body(["organization_id": 99]), as: .root)
    #expect((reply.status, reply.message) == (404, "Organization does not exist."))
    let other = try await house.call(.post, "/user", body(["organization_id": 99]), as: SmallWorld.collaborationAdmin)
    #expect((other.status, other.message) == (401, "You lack the permission to do that!"))
  }

  @Test("a request that is sent again with its key gets the reply of the first, and makes nothing")
  func sentAgain() async throws {
    let house = try await SmallWorld.house()
    let name = try #require(HTTPField.Name("Idempotency-Key"))
    let token = house.house.token(user: UserID(1))
    let first = try await house.house.call(.post, "/user", body(), token: token, headers: [name: "k"])
    let again = try await house.house.call(.post, "/user", body(), token: token, headers: [name: "k"])
    #expect(first.status == .created)
    #expect(again.status == .created)
    #expect(first.json == again.json)
    #expect(try await house.fixture.numbers("SELECT COUNT(*) FROM \"user\" WHERE username = 'ada'") == [1])
  }

  @Test("as many roles and rules as anybody could want, and no more")
  func manyRoles() async throws {
    let house = try await SmallWorld.house()
    for key in ["roles", "rules"] {
      var user = JSONObject()
      for name in ["username", "firstname", "lastname"] { user[name] = "many" }
      (user["password"], user["email"]) = ("Many-roles 1", "m@example.test")
      user[key] = .array((1...1_025).map { .integer($0) })
      let reply = try await house.call(.post, "/user", .object(user), as: .root)
      #expect(reply.status == 400)
      #expect(reply.json?["errors"]?[key] == ["Longer than maximum length 1024."])
    }
  }

  @Test(
    "what is kept to know a request again does not let anybody guess the password in it without the server's secret")
  func keptReply() async throws {
    let house = try await ServerHouse()
    let user: JSONValue = ["username": "again", "password": "Sent-again 1", "email": "a@example.test"]
    let key = try #require(HTTPField.Name("idempotency-key"))
    let reply = try await house.call(
      .post, "/user", user, token: house.token(user: UserID(1)), headers: [key: "k"])
    #expect(reply.status == .created)
    let kept = try await house.text("SELECT body_hash FROM polder_idempotency")
    #expect(kept?.utf8.count == 64)
    #expect(kept != SHA256.hash(data: Data(user.bytes)).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
  }
}
