import PolderCore
import PolderSQL
import Testing

struct NodeChangeTests {
  @Test("a node's name and address are changed, its organization and collaboration are not")
  func update() async throws {
    let house = try await SmallWorld.house()
    func said(_ id: Int, _ body: JSONValue, as caller: Caller = SmallWorld.organizationAdmin) async throws -> String {
      try await house.said(.patch, "/node/\(id)", body, as: caller)
    }
    #expect(
      try await said(99, ["organization_id": 1, "collaboration_id": 1]) == "400 Organization id cannot be updated!")
    #expect(try await said(99, ["collaboration_id": 1]) == "400 Collaboration id cannot be updated!")
    #expect(try await said(99, ["name": "x"]) == "404 Node id=99 not found!")
    #expect(try await said(202, ["name": "x"]) == "401 You lack the permission to do that!")
    #expect(try await said(201, ["name": "node202"]) == "400 Node name 'node202' already exists!")
    #expect(try await said(201, ["ip": "1.2.3"]) == "400 Request body is incorrect")
    let named = try await house.call(
      .patch, "/node/201", ["name": "new", "ip": "10.76.0.3"], as: SmallWorld.organizationAdmin)
    #expect(named.json?["name"] == "new")
    #expect(named.json?["ip"] == "10.76.0.3")
    // An address wins over the wish to forget it.
    let both = try await house.call(
      .patch, "/node/201", ["ip": "10.76.0.4", "clear_ip": true], as: SmallWorld.organizationAdmin)
    #expect(both.json?["ip"] == "10.76.0.4")
    let kept = try await house.call(.patch, "/node/201", ["clear_ip": false], as: SmallWorld.organizationAdmin)
    #expect(kept.json?["ip"] == "10.76.0.4")
    let cleared = try await house.call(.patch, "/node/201", ["clear_ip": true], as: SmallWorld.organizationAdmin)
    #expect(cleared.json?["ip"] == .null)
    #expect(cleared.json?["name"] == "new")
  }

  @Test("deviation 30: a node changes its own address, and neither its name nor a sibling")
  func itself() async throws {
    let house = try await SmallWorld.house()
    #expect(try await house.call(.patch, "/node/202", ["ip": "10.0.0.1"], as: .node(202)).json?["ip"] == "10.0.0.1")
    #expect(try await house.call(.patch, "/node/202", ["clear_ip": true], as: .node(202)).json?["ip"] == .null)
    #expect(
      try await house.said(.patch, "/node/202", ["name": "x"], as: .node(202))
        == "401 A node can only update its own VPN address!")
    // 203 is of the same organization, in another collaboration.
    #expect(
      try await house.said(.patch, "/node/203", ["ip": "10.0.0.1"], as: .node(202))
        == "401 You lack the permission to do that!")
    #expect(try await house.fixture.numbers("SELECT COUNT(*) FROM authenticatable WHERE ip IS NOT NULL") == [0])
  }

  @Test("a deleted node takes what it told along; its runs and results stay in lists (deviation 7)")
  func delete() async throws {
    let house = try await SmallWorld.house()
    try await house.fixture.run(
      "INSERT INTO nodeconfig (id, node_id, \"key\", value) VALUES (1, 201, 'a', 'b'), (2, 202, 'a', 'b')")
    #expect(try await house.said(.delete, "/node/99", as: .root) == "404 Node id=99 not found")
    #expect(
      try await house.said(.delete, "/node/201", as: SmallWorld.organizationAdmin)
        == "401 You lack the permission to do that!")
    #expect(
      try await house.said(.delete, "/node/202", as: SmallWorld.collaborationAdmin)
        == "200 Successfully deleted node id=202")
    #expect(
      try await house.said(.delete, "/node/201", as: SmallWorld.collaborationAdmin)
        == "200 Successfully deleted node id=201")
    #expect(try await house.fixture.numbers("SELECT COUNT(*) FROM nodeconfig") == [0])
    #expect(try await house.fixture.numbers("SELECT COUNT(*) FROM authenticatable WHERE id IN (201, 202)") == [0])
    for list in ["/run", "/result"] {
      #expect(try await house.call(.get, list, as: SmallWorld.viewer).ids == [8, 7, 6, 2, 1])
    }
    #expect(try await house.call(.get, "/run/1", as: SmallWorld.viewer).json?["node"] == [:])
    #expect(try await house.said(.get, "/task", as: .node(201)) == "401 Error loading the user 201")
    #expect(
      try await house.call(.post, "/node", ["collaboration_id": 1], as: SmallWorld.collaborationAdmin).json?["id"]
        == 206)
  }

  @Test("deviation 8: a node that is online is told to stop everything, by who may send events there")
  func killTasks() async throws {
    let house = try await SmallWorld.house()
    func said(_ id: Int64, as caller: Caller = .root) async throws -> String {
      try await house.said(.post, "/kill/node/tasks", ["id": .integer(id)], as: caller)
    }
    #expect(try await said(99) == "404 Node id=99 not found")
    try await house.fixture.run("UPDATE authenticatable SET status = 'offline' WHERE id = 205")
    #expect(try await said(205, as: SmallWorld.viewer) == "400 Node 205 is not online so cannot kill its tasks!")
    #expect(try await said(201, as: SmallWorld.researcher) == "401 You lack the permission to do that!")
    #expect(try await said(202, as: SmallWorld.organizationAdmin) == "401 You lack the permission to do that!")
    #expect(try await said(203, as: SmallWorld.collaborationAdmin) == "401 You lack the permission to do that!")
    let done = "has been instructed to kill all containers running on it."
    #expect(try await said(201, as: SmallWorld.organizationAdmin) == "200 Node 201 \(done)")
    #expect(try await said(202, as: SmallWorld.collaborationAdmin) == "200 Node 202 \(done)")
    #expect(try await said(204) == "200 Node 204 \(done)")
    #expect(
      try await house.events() == [
        #"kill_containers collaboration_1 {"node_id":201,"collaboration_id":1}"#,
        #"kill_containers collaboration_1 {"node_id":202,"collaboration_id":1}"#,
        #"kill_containers collaboration_2 {"node_id":204,"collaboration_id":2}"#,
      ])
    try await house.fixture.run("UPDATE node SET collaboration_id = NULL WHERE id = 204")
    #expect(try await said(204).hasPrefix("400 Node 204 serves no collaboration"))
  }

  @Test("deviation 43: an administrator of one collaboration does nothing to the nodes of another, whoever's they are")
  func otherCollaborations() async throws {
    let house = try await SmallWorld.house()
    func said(_ verb: HTTPVerb, _ path: String, _ body: JSONValue? = nil) async throws -> Int {
      try await house.call(verb, path, body, as: SmallWorld.collaborationAdmin).status
    }
    // beta's node in collaboration 2, where alpha takes no part; gamma is not even a partner, until it is brought in.
    try await house.fixture.run("INSERT INTO \"Member\" (organization_id, collaboration_id) VALUES (12, 1)")
    for node in [203, 204] as [Int64] {
      #expect(try await said(.get, "/node/\(node)") == 401)
      #expect(try await said(.patch, "/node/\(node)", ["name": "mine"]) == 401)
      #expect(try await said(.post, "/recover/node", ["id": .integer(node)]) == 401)
      #expect(try await said(.delete, "/node/\(node)") == 401)
    }
    try await house.fixture.run("UPDATE node SET collaboration_id = NULL WHERE id = 203")
    #expect(try await said(.post, "/node", ["collaboration_id": 2, "organization_id": 11]) == 401)
    // Its own collaboration's are its own to administer.
    try await SmallWorld.give([RuleKey(.node, .collaboration, .edit)], to: 104, in: house)
    #expect(try await said(.get, "/node/202") == 200)
    for node in [203, 204] as [Int64] {
      #expect(try await said(.post, "/recover/node", ["id": .integer(node)]) == 401)
    }
    #expect(try await said(.post, "/recover/node", ["id": 202]) == 200)
    #expect(try await said(.delete, "/node/202") == 200)
    #expect(try await said(.post, "/node", ["collaboration_id": 1, "organization_id": 11]) == 201)
  }
}
