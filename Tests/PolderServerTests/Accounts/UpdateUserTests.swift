import HTTPTypes
import HummingbirdTesting
import PolderCore
import PolderServer
import PolderSQL
import Testing

struct UpdateUserTests {
  @Test("what is absent stays, and the reply is the user as it is now")
  func partial() async throws {
    let house = try await SmallWorld.house()
    let first = try await house.call(.patch, "/user/101", ["firstname": "Ada", "lastname": "L"], as: .root)
    #expect(first.status == 200)
    #expect(first.json?["firstname"] == "Ada")
    let second = try await house.call(.patch, "/user/101", ["lastname": "M"], as: SmallWorld.viewer)
    #expect(second.json?["firstname"] == "Ada")
    #expect(second.json?["lastname"] == "M")
    #expect(second.json?["otp_secret"] == .null)
    #expect(try await house.call(.get, "/user/101", as: .root).json?["email"] == "user101@example.org")
  }

  @Test("one may edit oneself, and others of one's organization with the rule for it, and nobody else")
  func reach() async throws {
    let house = try await SmallWorld.house()
    let body: JSONValue = ["firstname": "X"]
    #expect(try await house.call(.patch, "/user/101", body, as: SmallWorld.viewer).status == 200)
    #expect(try await house.call(.patch, "/user/102", body, as: SmallWorld.viewer).status == 401)
    #expect(try await house.call(.patch, "/user/105", body, as: .user(105)).status == 401)
    #expect(try await house.call(.patch, "/user/102", body, as: SmallWorld.organizationAdmin).status == 200)
    #expect(try await house.call(.patch, "/user/112", body, as: SmallWorld.organizationAdmin).status == 401)
    #expect(try await house.call(.patch, "/user/122", body, as: SmallWorld.collaborationAdmin).status == 401)
    let missing = try await house.call(.patch, "/user/999", body, as: SmallWorld.viewer)
    #expect((missing.status, missing.message) == (404, "user id=999 not found"))
    #expect(try await house.call(.patch, "/user/101", body, as: .node(201)).status == 403)
  }

  @Test("a password is not changed here, and wrong bodies are refused as a whole")
  func bodies() async throws {
    let house = try await SmallWorld.house()
    let password = try await house.call(.patch, "/user/101", ["password": "Passw0rd!"], as: .root)
    #expect((password.status, password.message) == (400, "You cannot change your password here!"))
    let odd = try await house.call(.patch, "/user/101", ["email": "x", "firstname": nil, "more": 1], as: .root)
    #expect(odd.status == 400)
    #expect(odd.json?["errors"]?["email"] == ["Not a valid email address."])
    #expect(odd.json?["errors"]?["firstname"] == ["Field may not be null."])
    #expect(odd.json?["errors"]?["more"] == ["Unknown field."])
  }

  @Test("an address of another user is refused")
  func takenAddress() async throws {
    let house = try await SmallWorld.house()
    let reply = try await house.call(.patch, "/user/101", ["email": "user102@example.org"], as: .root)
    #expect((reply.status, reply.message) == (400, "User with that email already exists."))
    let same = try await house.call(.patch, "/user/101", ["email": "user101@example.org"], as: .root)
    #expect(same.status == 200)
  }

  @Test("deviation 14: a username can not be changed, by nobody; the present one is accepted")
  func username() async throws {
    let house = try await SmallWorld.house()
    func change(_ id: Int64, _ name: String, _ caller: Caller) async throws -> HouseReply {
      try await house.call(.patch, "/user/\(id)", ["username": .string(name), "firstname": "F"], as: caller)
    }
    let other = try await change(101, "newname", .root)
    #expect((other.status, other.message) == (400, "You cannot change the username of another user"))
    let own = try await change(101, "newname", SmallWorld.viewer)
    #expect((own.status, own.message) == (400, "A username can not be changed."))
    let taken = try await change(101, "user102", .root)
    #expect((taken.status, taken.message) == (400, "User with that username already exists"))
    #expect(try await change(101, "user101", SmallWorld.viewer).status == 200)
  }

  @Test("roles and rules are replaced, and what is not there is named")
  func rights() async throws {
    let house = try await SmallWorld.house()
    let reply = try await house.call(.patch, "/user/101", ["roles": [5, 20], "rules": [33]], as: .root)
    #expect(reply.status == 200, "\(reply.message ?? "")")
    let roles: SQL = "SELECT role_id FROM \"Permission\" WHERE user_id = 101 ORDER BY role_id"
    #expect(try await house.fixture.numbers(roles) == [5, 20])
    #expect(try await house.fixture.numbers("SELECT rule_id FROM \"UserPermission\" WHERE user_id = 101") == [33])
    #expect(try await house.call(.patch, "/user/101", ["rules": []], as: .root).status == 200)
    #expect(try await house.fixture.numbers("SELECT rule_id FROM \"UserPermission\" WHERE user_id = 101").isEmpty)
    let role = try await house.call(.patch, "/user/101", ["roles": [5, 999]], as: .root)
    #expect((role.status, role.message) == (404, "Role=999 can not be found!"))
    let rule = try await house.call(.patch, "/user/101", ["rules": [999]], as: .root)
    #expect((rule.status, rule.message) == (404, "Rule=999 can not be found!"))
    let foreign = try await house.call(.patch, "/user/101", ["roles": [21]], as: .root)
    #expect(
      (foreign.status, foreign.message)
        == (
          401,
          "You can't assign that role to that user as the role belongs to a different organization than the user "
        ))
    #expect(try await house.fixture.numbers(roles) == [5, 20])
  }

  @Test("nobody changes own roles and rules")
  func ownRights() async throws {
    let house = try await SmallWorld.house()
    let roles = try await house.call(.patch, "/user/1", ["roles": [4]], as: .root)
    #expect((roles.status, roles.message) == (401, "You can't changes your own roles!"))
    let rules = try await house.call(.patch, "/user/1", ["rules": []], as: .root)
    #expect((rules.status, rules.message) == (401, "You can't changes your own rules!"))
  }

  @Test("rights are handed out and taken away only by those who have them")
  func handingOut() async throws {
    let house = try await SmallWorld.house()
    let admin = SmallWorld.organizationAdmin
    let more = try await house.call(.patch, "/user/101", ["rules": [1]], as: admin)
    #expect((more.status, more.message) == (401, "You don't have the rule (node, global, view)"))
    #expect(try await house.call(.patch, "/user/101", ["roles": [7]], as: admin).status == 401)
    // The collaboration's administrator has more rights, which are not the other's to take.
    #expect(try await house.call(.patch, "/user/104", ["roles": []], as: admin).status == 401)
    #expect(try await house.call(.patch, "/user/101", ["roles": [6]], as: admin).status == 200)
  }

  @Test("deviation 13: a move needs the global right to edit users, leaves roles behind, and makes tokens void")
  func moving() async throws {
    let house = try await SmallWorld.house()
    let old = Caller.user(101)
    let token = try old.token(house.house.parts.tokens, house.now)
    try await house.fixture.run("INSERT INTO \"Permission\" (role_id, user_id) VALUES (20, 101)")
    house.pass(.seconds(1))
    let refused = try await house.call(
      .patch, "/user/101", ["organization_id": 11], as: SmallWorld.collaborationAdmin)
    #expect((refused.status, refused.message) == (401, "You lack the permission to do that!"))
    let unknown = try await house.call(.patch, "/user/101", ["organization_id": 99], as: .root)
    #expect((unknown.status, unknown.message) == (404, "Organization does not exist."))
    let moved = try await house.call(.patch, "/user/101", ["organization_id": 11], as: .root)
    #expect(moved.status == 200)
    #expect(moved.json?["organization"]?["id"] == 11)
    #expect(try await house.fixture.numbers("SELECT role_id FROM \"Permission\" WHERE user_id = 101") == [4])
    let reply = try await house.house.call(.get, "/user/101", token: token)
    #expect((reply.status.code, reply.message) == (401, "Token has been revoked"))
    #expect(try await house.call(.get, "/user/101", as: old).status == 200)
  }

  @Test("deviation 13: the same organization, and null, change nothing")
  func notMoving() async throws {
    let house = try await SmallWorld.house()
    for value in [10, nil] as [JSONValue] {
      let reply = try await house.call(
        .patch, "/user/101", ["organization_id": value], as: SmallWorld.organizationAdmin)
      #expect(reply.status == 200)
    }
    #expect(
      try await house.fixture.numbers("SELECT COUNT(*) FROM polder_principal WHERE authenticatable_id = 101") == [0])
  }

  @Test("deviation 13: roles given with the move have to fit the new organization")
  func movingWithRoles() async throws {
    let house = try await SmallWorld.house()
    let wrong = try await house.call(.patch, "/user/101", ["organization_id": 11, "roles": [20]], as: .root)
    #expect(wrong.status == 401)
    let right = try await house.call(.patch, "/user/101", ["organization_id": 11, "roles": [21]], as: .root)
    #expect(right.status == 200)
    #expect(try await house.fixture.numbers("SELECT role_id FROM \"Permission\" WHERE user_id = 101") == [21])
  }

  @Test("CVE-2023-22738: a user who is moved has no right of the former organization any more")
  func movedRights() async throws {
    let house = try await SmallWorld.house()
    // A role of alpha's own may give what no organization's border ends.
    try await house.fixture.run(
      """
      INSERT INTO role_rule_association (role_id, rule_id) SELECT 20, id FROM rule WHERE name = \(Resource.user.rawValue) \
      AND scope = \(Scope.global.rawValue) \
      AND operation IN (\(RuleOperation.view.rawValue), \(RuleOperation.edit.rawValue))
      """,
      "INSERT INTO \"Permission\" (role_id, user_id) VALUES (20, 103)")
    let old = try Caller.user(103).token(house.house.parts.tokens, house.now)
    #expect(try await house.call(.get, "/user/111", as: .user(103)).status == 200)
    house.pass(.seconds(1))
    #expect(try await house.call(.patch, "/user/103", ["organization_id": 12], as: .root).status == 200)
    for user in [101, 111] {
      #expect(try await house.call(.get, "/user/\(user)", as: .user(103)).status == 401)
      #expect(try await house.call(.patch, "/user/\(user)", ["firstname": "X"], as: .user(103)).status == 401)
    }
    let refused = try await house.house.call(.get, "/user/103", token: old)
    #expect((refused.status.code, refused.message) == (401, "Token has been revoked"))
  }
}
