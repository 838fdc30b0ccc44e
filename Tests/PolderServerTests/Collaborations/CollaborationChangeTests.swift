import PolderCore
import PolderSQL
import Testing

struct CollaborationChangeTests {
  @Test("a collaboration is changed where the permission, then the body, then the name, then the members allow it")
  func update() async throws {
    let house = try await SmallWorld.house()
    func said(_ id: Int, _ body: JSONValue, as caller: Caller = SmallWorld.collaborationAdmin) async throws -> String {
      try await house.said(.patch, "/collaboration/\(id)", body, as: caller)
    }
    #expect(try await said(99, ["what": 1]) == "404 collaboration having collaboration_id=99 can not be found")
    #expect(try await said(2, ["what": 1]) == "401 You lack the permission to do that!")
    #expect(try await said(1, ["what": 1]) == "400 Request body is incorrect")
    let members: JSONValue = ["name": "c2", "organization_ids": [10]]
    #expect(try await said(1, members) == "400 Collaboration name 'c2' already exists!")
    #expect(
      try await said(1, ["organization_ids": [10], "name": "c1"])
        == "401 You lack the permission to change the organizations of a collaboration!")
    let reply = try await house.call(
      .patch, "/collaboration/1", ["name": "new", "encrypted": true], as: SmallWorld.collaborationAdmin)
    #expect(reply.json?["name"] == "new")
    #expect(reply.json?["encrypted"] == true)
    #expect(reply.json?["organizations"] == "/api/organization?collaboration_id=1")
  }

  @Test("members are replaced as a whole; who is gone leaves its studies too; unknown ids are left out")
  func members() async throws {
    let house = try await SmallWorld.houseWithStudies()
    let reply = try await house.call(
      .patch, "/collaboration/1", ["organization_ids": [11, 12, 999]], as: .root)
    #expect(reply.status == 200)
    #expect(
      try await house.fixture.numbers(
        "SELECT organization_id FROM \"Member\" WHERE collaboration_id = 1 ORDER BY organization_id") == [11, 12])
    #expect(
      try await house.fixture.numbers(
        "SELECT organization_id FROM \"StudyMember\" WHERE study_id IN (31, 32) ORDER BY organization_id") == [11])
    for task in [1, 4] { #expect(try await house.call(.get, "/task/\(task)", as: SmallWorld.viewer).status == 401) }
    #expect(try await house.call(.get, "/task/4", as: .user(121)).status == 200)
  }

  @Test("organizations come and go one by one, none twice, with the contract's texts")
  func organizations() async throws {
    let house = try await SmallWorld.house()
    func ids(_ verb: HTTPVerb, _ id: Int64) async throws -> [Int64]? {
      let reply = try await house.call(
        verb, "/collaboration/1/organization", ["id": .integer(id)], as: SmallWorld.collaborationAdmin)
      return reply.json?.array?.compactMap { $0["id"]?.integer }
    }
    func said(_ verb: HTTPVerb, _ id: Int, _ body: JSONValue, as caller: Caller = .root) async throws -> String {
      try await house.said(verb, "/collaboration/\(id)/organization", body, as: caller)
    }
    #expect(try await ids(.post, 12) == [10, 11, 12])
    #expect(try await ids(.post, 12) == [10, 11, 12])
    #expect(try await ids(.delete, 12) == [10, 11])
    #expect(try await said(.post, 99, [:]) == "404 collaboration having collaboration_id=99 can not be found")
    #expect(
      try await said(.post, 2, [:], as: SmallWorld.collaborationAdmin) == "401 You lack the permission to do that!")
    #expect(try await said(.post, 1, [:]) == "400 Request body is incorrect")
    #expect(try await said(.post, 1, ["id": 99]) == "404 organization with id=1 is not found")
    #expect(try await said(.delete, 99, ["id": 10]) == "404 Collaboration with collaboration_id=99 can not be found")
    #expect(try await said(.delete, 1, [:], as: SmallWorld.viewer) == "400 Request body is incorrect")
    #expect(try await said(.delete, 1, ["id": 99], as: SmallWorld.viewer) == "404 Organization with id=99 is not found")
    #expect(try await said(.delete, 1, ["id": 10], as: SmallWorld.viewer) == "401 You lack the permission to do that!")
    #expect(try await said(.delete, 1, ["id": 12]) == "400 Organization id=12 is not part of collaboration id=1")
  }

  @Test("an organization that left sees nothing more, nor does its node; the others go on")
  func left() async throws {
    let house = try await SmallWorld.house()
    let reply = try await house.call(.delete, "/collaboration/1/organization", ["id": 10], as: .root)
    #expect(reply.status == 200)
    for path in ["/task/4", "/run/7", "/result/7", "/collaboration/1", "/organization/11"] {
      #expect(try await house.call(.get, path, as: .node(201)).status == 401, "\(path)")
      #expect(try await house.call(.get, path, as: .node(202)).status == 200, "\(path)")
    }
    #expect(try await house.call(.get, "/task", as: .node(201)).ids.isEmpty)
    #expect(try await house.call(.get, "/organization", as: .node(201)).ids == [10])
    #expect(
      try await house.call(.get, "/run", query: [("collaboration_id", "1")], as: .node(201)).message
        == "You lack the permission to view runs for collaboration id=1!")
    // What it was given to do it may still report.
    #expect(try await house.call(.patch, "/run/1", ["log": "x"], as: .node(201)).status == 200)
  }

  @Test("one collaboration is shown with its organizations where that is asked for")
  func include() async throws {
    let house = try await SmallWorld.house()
    let reply = try await house.call(
      .get, "/collaboration/1", query: [("include", "organizations")], as: SmallWorld.viewer)
    #expect(reply.json?["organizations"]?.array?.compactMap { $0["id"]?.integer } == [10, 11])
  }

  @Test("deleting a collaboration asks for what depends on it first; `False` is false (deviation 3)")
  func delete() async throws {
    let house = try await SmallWorld.houseWithStudies()
    func said(_ query: [(String, String)] = [], as caller: Caller = .root) async throws -> String {
      try await house.said(.delete, "/collaboration/1", query: query, as: caller)
    }
    #expect(try await house.said(.delete, "/collaboration/99", as: .root) == "404 collaboration id=99 is not found")
    #expect(try await said(as: SmallWorld.collaborationAdmin) == "401 You lack the permission to do that!")
    let refused =
      "400 Collaboration id=1 has 3 tasks, 2 nodes and 2 studies. Please delete them separately or set "
      + "delete_dependents=True"
    #expect(try await said() == refused)
    #expect(try await said([("delete_dependents", "False")]) == refused)
    #expect(try await said([("delete_dependents", "True")]) == "200 Collaboration id=1 successfully deleted")
    for (table, left) in [("task", [2, 3]), ("run", [3, 4, 5]), ("node", [203, 204, 205]), ("study", [33, 34])] {
      #expect(
        try await house.fixture.numbers("SELECT id FROM \(identifier: table) ORDER BY id") == left, "\(table)")
    }
    #expect(
      try await house.fixture.numbers("SELECT COUNT(*) FROM authenticatable WHERE id IN (201, 202)") == [0])
    #expect(try await house.fixture.numbers("SELECT COUNT(*) FROM \"Member\" WHERE collaboration_id = 1") == [0])
  }

  @Test("deviation 40: a deleted collaboration takes its algorithm stores along, and opens them to nobody")
  func stores() async throws {
    let house = try await SmallWorld.house()
    try await house.fixture.run(
      "INSERT INTO collaboration (id, name) VALUES (9, 'empty')",
      "INSERT INTO algorithmstore (id, name, url, collaboration_id) VALUES (1, 'own', 'u', 9), (2, 'all', 'v', NULL)",
      "UPDATE task SET algorithm_store_id = 1 WHERE id = 2")
    #expect(
      try await house.said(.delete, "/collaboration/9", as: .root) == "200 Collaboration id=9 successfully deleted")
    #expect(try await house.fixture.numbers("SELECT id FROM algorithmstore") == [2])
    #expect(try await house.fixture.values("SELECT algorithm_store_id FROM task WHERE id = 2") == [[.null]])
  }
}
