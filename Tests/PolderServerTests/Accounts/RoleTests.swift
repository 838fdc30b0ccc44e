import PolderCore
import PolderSQL
import Testing

struct RoleTests {
  private static let admin = SmallWorld.organizationAdmin

  @Test("a role is made for the own organization unless another is named (deviation 12: null is the own)")
  func making() async throws {
    let house = try await SmallWorld.house()
    for organization in [nil, .null] as [JSONValue?] {
      var body: JSONObject = ["name": "helper", "description": "d", "rules": [44, 21, 44]]
      if let organization { body["organization_id"] = organization }
      let reply = try await house.call(.post, "/role", .object(body), as: Self.admin)
      #expect(reply.status == 201, "\(reply.message ?? "")")
      #expect(reply.json?["organization"]?["id"] == 10)
      #expect(reply.json?["is_default_role"] == false)
      let id = try #require(reply.json?["id"]?.integer)
      let rules = try await house.call(.get, "/rule", query: [("role_id", "\(id)")], as: Self.admin)
      #expect(rules.ids == [21, 44])
    }
  }

  @Test("bodies are refused with what is wrong under msg, as recorded")
  func bodies() async throws {
    let house = try await SmallWorld.house()
    let reserved = try await house.call(.post, "/role", ["name": "Viewer", "rules": [1]], as: .root)
    #expect(reserved.status == 400)
    #expect(reserved.json == ["msg": ["name": ["Role name cannot be one of the default roles"]]])
    let missing = try await house.call(.post, "/role", ["name": "x"], as: .root)
    #expect(missing.json == ["msg": ["rules": ["Missing data for required field."]]])
    let unknown = try await house.call(.patch, "/role/20", ["more": 1], as: .root)
    #expect(unknown.json == ["msg": ["more": ["Unknown field."]]])
  }

  @Test("refusals of a new role come in the contract's order: rule, right to hand out, organization, permission")
  func order() async throws {
    let house = try await SmallWorld.house()
    func make(_ rules: [JSONValue], _ organization: Int64?, _ caller: Caller) async throws -> HouseReply {
      var body: JSONObject = ["name": "x", "rules": .array(rules)]
      if let organization { body["organization_id"] = .integer(organization) }
      return try await house.call(.post, "/role", .object(body), as: caller)
    }
    let rule = try await make([999], 99, SmallWorld.viewer)
    #expect((rule.status, rule.message) == (404, "Rule with id 999 not found"))
    let handOut = try await make([17], 99, SmallWorld.viewer)
    #expect((handOut.status, handOut.message) == (401, "You don't have the rule (collaboration, global, create)"))
    let organization = try await make([21], 99, SmallWorld.viewer)
    #expect((organization.status, organization.message) == (404, "Organization \"99\" does not exist!"))
    let permission = try await make([21], 11, Self.admin)
    #expect(
      (permission.status, permission.message) == (401, "You lack the permission to c roles for organization 11!"))
  }

  @Test("a role is shown to its organization, to those who have it, and default roles to whoever looks at roles")
  func showing() async throws {
    let house = try await SmallWorld.house()
    #expect(try await house.call(.get, "/role/20", as: SmallWorld.viewer).status == 200)
    let foreign = try await house.call(.get, "/role/21", as: SmallWorld.viewer)
    #expect((foreign.status, foreign.message) == (401, "You do not have permission to view this role."))
    #expect(try await house.call(.get, "/role/1", as: SmallWorld.viewer).status == 200)
    #expect(try await house.call(.get, "/role/1", as: .user(105)).status == 401)
    try await house.fixture.run("INSERT INTO \"Permission\" (role_id, user_id) VALUES (22, 105)")
    #expect(try await house.call(.get, "/role/22", as: .user(105)).status == 200)
    let missing = try await house.call(.get, "/role/999", as: .root)
    #expect((missing.status, missing.message) == (404, "Role with id=999 not found."))
  }

  @Test("a role is changed in part; null counts as absent (deviation 12)")
  func changing() async throws {
    let house = try await SmallWorld.house()
    let reply = try await house.call(
      .patch, "/role/20", ["name": "other", "description": nil, "rules": nil], as: Self.admin)
    #expect(reply.status == 200, "\(reply.message ?? "")")
    #expect(reply.json?["name"] == "other")
    let rules = try await house.call(.patch, "/role/20", ["description": "d", "rules": [44]], as: Self.admin)
    #expect(rules.json?["name"] == "other")
    #expect(rules.json?["description"] == "d")
    #expect(try await house.call(.get, "/rule", query: [("role_id", "20")], as: .root).ids == [44])
    let organization = try await house.call(.patch, "/role/20", ["organization_id": 10], as: Self.admin)
    #expect((organization.status, organization.message) == (400, "Cannot change role's organization"))
    let missing = try await house.call(.patch, "/role/20", ["rules": [999]], as: Self.admin)
    #expect((missing.status, missing.message) == (404, "Rule with id=999 not found."))
    let more = try await house.call(.patch, "/role/20", ["rules": [1]], as: Self.admin)
    #expect((more.status, more.message) == (401, "You don't have the rule (node, global, view)"))
    let foreign = try await house.call(.patch, "/role/21", ["rules": [999]], as: Self.admin)
    #expect((foreign.status, foreign.message) == (401, "You lack the permission to e roles for organization 11!"))
  }

  @Test("default roles are neither edited nor deleted")
  func defaults() async throws {
    let house = try await SmallWorld.house()
    for verb in [HTTPVerb.patch, .delete] {
      let reply = try await house.call(verb, "/role/1", verb == .patch ? ["description": "d"] : nil, as: .root)
      #expect(
        (reply.status, reply.message) == (400, "Role Root is a default role and cannot be edited or deleted."))
    }
  }

  @Test("a role that somebody has goes only when that is said")
  func deleting() async throws {
    let house = try await SmallWorld.house()
    try await house.fixture.run("INSERT INTO \"Permission\" (role_id, user_id) VALUES (20, 101)")
    #expect(try await house.call(.delete, "/role/21", as: Self.admin).status == 401)
    let held = try await house.call(.delete, "/role/20", query: [("delete_dependents", "False")], as: Self.admin)
    #expect((held.status, held.message) == (400, "Role own alpha is assigned to users and cannot be deleted."))
    let gone = try await house.call(.delete, "/role/20", query: [("delete_dependents", "True")], as: Self.admin)
    #expect((gone.status, gone.message) == (200, "Role removed from the database."))
    #expect(try await house.fixture.numbers("SELECT role_id FROM \"Permission\" WHERE user_id = 101") == [4])
    #expect(try await house.call(.get, "/role/20", as: .root).status == 404)
  }

  @Test("rules are added to a role and removed, and the reply lists those it has then")
  func rules() async throws {
    let house = try await SmallWorld.house()
    _ = try await house.call(.patch, "/role/20", ["rules": [44]], as: Self.admin)
    for _ in 0..<2 {
      let added = try await house.call(.post, "/role/20/rule/22", as: Self.admin)
      #expect(added.status == 201)
      #expect(added.json?.array?.compactMap { $0["id"]?.integer } == [44, 22])
    }
    #expect(
      try await house.fixture.numbers(
        "SELECT COUNT(*) FROM role_rule_association WHERE role_id = 20 AND rule_id = 22") == [1])
    let removed = try await house.call(.delete, "/role/20/rule/22", as: Self.admin)
    #expect(removed.status == 200)
    #expect(removed.json?.array?.compactMap { $0["id"]?.integer } == [44])
    let again = try await house.call(.delete, "/role/20/rule/22", as: Self.admin)
    #expect((again.status, again.message) == (404, "Rule with id=22 is not part of role with id=20"))
  }

  @Test("adding a rule needs the role, the rule, the permission and the rule oneself, in this order")
  func addingOrder() async throws {
    let house = try await SmallWorld.house()
    let role = try await house.call(.post, "/role/999/rule/999", as: SmallWorld.viewer)
    #expect((role.status, role.message) == (404, "Role with id=999 not found."))
    let rule = try await house.call(.post, "/role/20/rule/999", as: SmallWorld.viewer)
    #expect((rule.status, rule.message) == (404, "Rule with id=999 not found."))
    let permission = try await house.call(.post, "/role/20/rule/1", as: SmallWorld.viewer)
    #expect(
      (permission.status, permission.message) == (401, "You lack the permission to e roles for organization 10!"))
    let handOut = try await house.call(.post, "/role/20/rule/1", as: Self.admin)
    #expect((handOut.status, handOut.message) == (401, "You don't have the rule (node, global, view)"))
    #expect(try await house.call(.post, "/role/20/rule/x", as: .root).status == 404)
  }

  @Test("a rule is shown to every user")
  func rule() async throws {
    let house = try await SmallWorld.house()
    let reply = try await house.call(.get, "/rule/1", as: .user(105))
    #expect(reply.json?["description"] == "view any node")
    let missing = try await house.call(.get, "/rule/999", as: .user(105))
    #expect((missing.status, missing.message) == (404, "Rule id=999 not found!"))
    #expect(try await house.call(.get, "/rule/1", as: .node(201)).status == 403)
  }

  @Test("the roles of users of other organizations are told to nobody who may not look there")
  func rolesOfUsers() async throws {
    let house = try await SmallWorld.house()
    let foreign = try await house.call(.get, "/role", query: [("user_id", "121")], as: SmallWorld.viewer)
    #expect(foreign.status == 401)
    #expect(
      foreign.message
        == "You lack the permission to view roles from the organization that user id=121 belongs to!")
    #expect(try await house.call(.get, "/role", query: [("user_id", "105")], as: .user(105)).status == 200)
    let collaboration = try await house.call(.get, "/role", query: [("collaboration_id", "2")], as: SmallWorld.viewer)
    #expect(collaboration.message == "You lack the permission to view roles from collaboration 2!")
    let users = try await house.call(.get, "/user", query: [("collaboration_id", "2")], as: SmallWorld.viewer)
    #expect(users.message == "You lack the permission view all users from collaboration 2!")
    let role = try await house.call(.get, "/user", query: [("role_id", "22")], as: SmallWorld.viewer)
    #expect(role.message == "You lack the permission view users from the organization that role with id=12 belongs to!")
  }
}
