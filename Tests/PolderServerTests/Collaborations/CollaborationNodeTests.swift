import PolderCore
import PolderSQL
import Testing

struct CollaborationNodeTests {
  private func house() async throws -> HandlerHouse {
    let house = try await SmallWorld.house()
    try await house.fixture.run(
      "INSERT INTO authenticatable (id, type) VALUES (209, 'node')",
      "INSERT INTO node (id, name, organization_id) VALUES (209, 'free', 12)",
      "INSERT INTO \"Member\" (organization_id, collaboration_id) VALUES (12, 1)")
    return house
  }

  @Test("a node without collaboration is brought into one, and taken out again")
  func comesAndGoes() async throws {
    let house = try await house()
    let reply = try await house.call(
      .post, "/collaboration/1/node", ["id": 209], as: SmallWorld.collaborationAdmin)
    #expect(reply.status == 201, "\(reply.message ?? "")")
    #expect(reply.json?.array?.compactMap { $0["id"]?.integer } == [201, 202, 209])
    #expect(reply.json?[2]?.object?.keys == ["organization", "id", "ip", "last_seen", "status", "name"])
    func said(_ verb: HTTPVerb, _ id: Int, _ body: JSONValue, as caller: Caller = .root) async throws -> String {
      try await house.said(verb, "/collaboration/\(id)/node", body, as: caller)
    }
    #expect(try await said(.post, 1, ["id": 209]) == "400 node id=209 is already in collaboration id=1")
    #expect(try await said(.post, 99, [:]) == "404 collaboration having collaboration_id=99 can not be found")
    #expect(try await said(.post, 1, [:], as: SmallWorld.viewer) == "401 You lack the permission to do that!")
    #expect(try await said(.post, 1, [:]) == "400 Request body is incorrect")
    #expect(try await said(.post, 1, ["id": 999]) == "404 node id=999 not found")
    #expect(
      try await said(.post, 2, ["id": 201])
        == "400 Node id=201 belongs to an organization that is not part of collaboration id=2. Please add the "
        + "organization to the collaboration first")
    #expect(try await said(.delete, 99, [:]) == "404 collaboration having collaboration_id=99 can not be found")
    #expect(try await said(.delete, 1, [:], as: SmallWorld.viewer) == "401 You lack the permission to do that!")
    #expect(try await said(.delete, 1, ["id": 999]) == "404 node id=1 not found")
    #expect(try await said(.delete, 1, ["id": 203]) == "400 node id=203 is not part of collaboration id=1")
    #expect(try await said(.delete, 1, ["id": 209]) == "200 node id=209 removed from collaboration id=1")
    #expect(try await house.fixture.values("SELECT collaboration_id FROM node WHERE id = 209") == [[.null]])
  }

  @Test("deviation 35: a node is not moved out of a collaboration by who may not edit that one and the node")
  func moves() async throws {
    let house = try await house()
    func said(as caller: Caller) async throws -> String {
      try await house.said(.post, "/collaboration/1/node", ["id": 205], as: caller)
    }
    // Alpha's administrator has nothing to do with collaboration 3.
    #expect(try await said(as: SmallWorld.collaborationAdmin) == "401 You lack the permission to do that!")
    // The edit of both collaborations is not enough without that of the node.
    try await SmallWorld.give([RuleKey(.collaboration, .global, .edit)], to: 101, in: house)
    #expect(try await said(as: SmallWorld.viewer) == "401 You lack the permission to do that!")
    #expect(try await house.fixture.numbers("SELECT collaboration_id FROM node WHERE id = 205") == [3])
    // Gamma's own may do both.
    #expect(try await said(as: .user(124)).hasPrefix("201"))
    #expect(try await house.fixture.numbers("SELECT collaboration_id FROM node WHERE id = 205") == [1])
  }

  @Test("a node is brought in beside another of its organization, and tasks still go to the organization once")
  func two() async throws {
    let house = try await house()
    try await house.fixture.run("UPDATE node SET organization_id = 10 WHERE id = 209")
    let reply = try await house.call(.post, "/collaboration/1/node", ["id": 209], as: .root)
    #expect(reply.status == 201)
    #expect(reply.json?.array?.compactMap { $0["id"]?.integer } == [201, 202, 209])
    let made = try await house.call(
      .post, "/task",
      [
        "image": .string(SmallWorld.image), "collaboration_id": 1,
        "organizations": [["id": 10, "input": .string(SmallWorld.input)]],
      ], as: SmallWorld.researcher)
    #expect(made.status == 201)
    let task = try #require(made.json?["id"]?.integer)
    let runs = try await house.call(.get, "/run", query: [("task_id", "\(task)")], as: SmallWorld.researcher)
    #expect(runs.ids.count == 1)
    #expect(runs.json?["data"]?[0]?["node"]?["id"] == 201)
  }
}
