import PolderCore
import PolderSQL
import Testing

struct AccountListTests {
  private func list(_ path: String, _ query: [(String, String)], as caller: Caller = .root) async throws -> HouseReply {
    try await SmallWorld.house().call(.get, path, query: query + [("per_page", "100")], as: caller)
  }

  @Test("users are found by the collaboration of their organization (deviation 4)")
  func collaboration() async throws {
    let reply = try await list("/user", [("collaboration_id", "1"), ("username", "USER1_1")])
    #expect(reply.ids == [101, 111])
    let refused = try await list("/user", [("collaboration_id", "2")], as: SmallWorld.collaborationAdmin)
    #expect(refused.status == 401)
  }

  @Test("users are found by a rule that they have through a role (deviation 4)")
  func rule() async throws {
    let house = try await SmallWorld.house()
    try await house.fixture.run("INSERT INTO \"UserPermission\" (rule_id, user_id) VALUES (74, 105)")
    let reply = try await house.call(.get, "/user", query: [("rule_id", "74")], as: .root)
    #expect(reply.ids == [1, 104, 105, 114, 124])
    let unknown = try await house.call(.get, "/user", query: [("rule_id", "999")], as: .root)
    #expect((unknown.status, unknown.message) == (400, "Rule with id=999 does not exist!"))
  }

  @Test("users of a role are shown unless the role is of an organization that one may not look into")
  func role() async throws {
    #expect(try await list("/user", [("role_id", "4")]).ids == [101, 111, 121])
    #expect(try await list("/user", [("role_id", "22")], as: SmallWorld.viewer).status == 401)
    let unknown = try await list("/user", [("role_id", "999")])
    #expect((unknown.status, unknown.message) == (400, "Role with id=999 does not exist!"))
  }

  @Test("another organization's users are refused with its number")
  func organization() async throws {
    let reply = try await list("/user", [("organization_id", "12")], as: SmallWorld.viewer)
    #expect(reply.message == "You lack the permission view users from the organization with id 12!")
  }

  @Test("a date without time covers its day, a malformed one is refused (deviation 5)")
  func dates() async throws {
    let house = try await SmallWorld.house()
    try await house.fixture.run(
      "UPDATE authenticatable SET last_seen = '2023-05-01 23:59:59.999999' WHERE id = 101",
      "UPDATE authenticatable SET last_seen = '2023-05-02 00:00:00.000000' WHERE id = 102")
    func ids(_ query: (String, String)...) async throws -> [Int64] {
      try await house.call(.get, "/user", query: query, as: .root).ids
    }
    #expect(try await ids(("last_seen_till", "2023-05-01")) == [101])
    #expect(try await ids(("last_seen_till", "2023-05-02T00:00:00")) == [101, 102])
    #expect(try await ids(("last_seen_from", "2023-05-02"), ("last_seen_till", "2023-05-02")) == [102])
    let malformed = try await house.call(.get, "/user", query: [("last_seen_till", "yesterday")], as: .root)
    #expect(malformed.status == 400)
  }

  @Test("what a user may do is told when asked for, each role and rule once")
  func permissions() async throws {
    let house = try await SmallWorld.house()
    try await house.fixture.run(
      "INSERT INTO \"Permission\" (role_id, user_id) VALUES (5, 101), (5, 101)",
      "INSERT INTO \"UserPermission\" (rule_id, user_id) VALUES (33, 101)")
    let reply = try await house.call(
      .get, "/user/101", query: [("include_permissions", "True")], as: SmallWorld.viewer)
    let permissions = reply.json?["permissions"]
    #expect(permissions?["roles"] == [4, 5])
    let rules = permissions?["rules"]?.array?.compactMap(\.integer) ?? []
    #expect(rules.count == DefaultRole.researcher.rules.count)
    #expect(Set(rules).count == rules.count)
    #expect(permissions?["orgs_in_collabs"] == [10, 11])
    let without = try await house.call(
      .get, "/user/101", query: [("include_permissions", "False")], as: SmallWorld.viewer)
    #expect(without.json?["permissions"] == nil)
  }

  @Test("roles are found by organizations, a collaboration, those of all, a rule, a user, names")
  func roles() async throws {
    let house = try await SmallWorld.house()
    func ids(_ query: (String, String)...) async throws -> [Int64] {
      try await house.call(.get, "/role", query: query, as: .root).ids
    }
    #expect(try await ids(("organization_id", "10"), ("organization_id", "12")) == [20, 22])
    #expect(try await ids(("organization_id", "10"), ("include_root", "False")) == [20])
    #expect(try await ids(("organization_id", "10"), ("include_root", "True")) == [1, 2, 3, 4, 5, 6, 7, 20])
    #expect(try await ids(("collaboration_id", "2")) == [21, 22])
    #expect(try await ids(("rule_id", "33")) == [1, 5, 7])
    #expect(try await ids(("user_id", "103")) == [6])
    #expect(try await ids(("name", "own a%"), ("name", "own b%")) == [20, 21])
    #expect(try await ids(("description", "%container%")) == [2])
    let refused = try await house.call(
      .get, "/role", query: [("organization_id", "12")], as: SmallWorld.viewer)
    #expect(refused.message == "You lack the permission to view roles from organization 12!")
    #expect(try await house.call(.get, "/role", query: [("rule_id", "999")], as: .root).status == 404)
    #expect(try await house.call(.get, "/role", query: [("user_id", "999")], as: .root).status == 400)
  }

  @Test("a user's rules are those of the roles and the own ones")
  func rules() async throws {
    let house = try await SmallWorld.house()
    try await house.fixture.run("INSERT INTO \"UserPermission\" (rule_id, user_id) VALUES (1, 105)")
    let own = try await house.call(.get, "/rule", query: [("user_id", "105")], as: SmallWorld.viewer)
    #expect(own.ids == [1])
    let all = try await house.call(
      .get, "/rule", query: [("user_id", "101"), ("no_pagination", "1")], as: SmallWorld.viewer)
    #expect(all.ids.count == DefaultRole.viewer.rules.count)
  }
}
