import PolderCore
import PolderSQL
import Testing

/// The decided deviations about entities, by their numbers; those with more to them have files of their own.
struct EntityDecisionTests {
  @Test("deviation 24: no number is given again after a deletion, whatever was deleted")
  func numbers() async throws {
    let house = try await SmallWorld.house()
    func make(_ path: String, _ body: JSONValue, as caller: Caller = .root) async throws -> Int64 {
      let reply = try await house.call(.post, path, body, as: caller)
      return try #require(reply.json?["id"]?.integer, "\(path): \(reply.message ?? "")")
    }
    func delete(_ path: String) async throws {
      let reply = try await house.call(.delete, path, query: [("delete_dependents", "True")], as: .root)
      #expect(reply.status == 200, "\(path): \(reply.message ?? "")")
    }
    let organization = try await make("/organization", ["name": "o"])
    let members: JSONValue = [.integer(organization), 10]
    let collaboration = try await make(
      "/collaboration", ["name": "c", "encrypted": false, "organization_ids": members])
    let study = try await make(
      "/study", ["name": "s", "collaboration_id": .integer(collaboration), "organization_ids": members])
    let node = try await make("/node", ["collaboration_id": .integer(collaboration), "organization_id": 10])
    let task = try await make(
      "/task", CreateTaskTests.body([10], with: ["collaboration_id": .integer(collaboration)]),
      as: SmallWorld.researcher)
    try await delete("/task/\(task)")
    try await delete("/node/\(node)")
    try await delete("/study/\(study)")
    try await delete("/collaboration/\(collaboration)")
    try await delete("/organization/\(organization)")
    #expect(try await make("/organization", ["name": "o"]) > organization)
    let again = try await make("/collaboration", ["name": "c", "encrypted": false, "organization_ids": [10]])
    #expect(again > collaboration)
    #expect(
      try await make("/study", ["name": "s", "collaboration_id": .integer(again), "organization_ids": [10]]) > study)
    #expect(try await make("/node", ["collaboration_id": .integer(again), "organization_id": 10]) > node)
    #expect(
      try await make(
        "/task", CreateTaskTests.body([10], with: ["collaboration_id": .integer(again)]), as: SmallWorld.researcher)
        > task)
  }

  @Test("deviation 30: a node reads and changes nothing of other collaborations of its organization")
  func node() async throws {
    let house = try await SmallWorld.houseWithStudies()
    // 202 and 203 are beta's, in collaborations 1 and 2.
    for path in ["/task/2", "/run/3", "/run/4", "/result/3", "/collaboration/2", "/organization/12"] {
      #expect(try await house.call(.get, path, as: .node(202)).status == 401, "\(path)")
      #expect(try await house.call(.get, path, as: .node(203)).status == 200, "\(path)")
    }
    #expect(
      try await house.said(.patch, "/run/3", ["log": "x"], as: .node(202))
        == "401 This is not your algorithm run to PATCH!")
    #expect(try await house.call(.get, "/study", as: .node(202)).ids == [31])
    try await house.fixture.run("INSERT INTO \"StudyMember\" (organization_id, study_id) VALUES (11, 33)")
    #expect(try await house.call(.get, "/study/33", as: .node(202)).status == 401)
    #expect(try await house.call(.get, "/study/33", as: .node(203)).status == 200)
    #expect(try await house.call(.get, "/study", as: .node(202)).ids == [31])
    #expect(
      try await house.said(.patch, "/organization/11", ["name": "x"], as: .node(202))
        == "401 A node can only update the public key of its organization!")
  }

  @Test("deviation 17: an algorithm reads the studies of its collaboration that its organization takes part in")
  func studies() async throws {
    let house = try await SmallWorld.houseWithStudies()
    let container = SmallWorld.container(of: SmallWorld.runs[1])
    #expect(try await house.call(.get, "/study", as: container).ids == [31])
    #expect(try await house.call(.get, "/study", query: [("collaboration_id", "1")], as: container).ids == [31])
    #expect(try await house.call(.get, "/study/31", as: container).status == 200)
    for study in [32, 33, 34] { #expect(try await house.call(.get, "/study/\(study)", as: container).status == 401) }
    for verb in [HTTPVerb.patch, .delete] {
      #expect(try await house.call(verb, "/study/31", ["name": "x"], as: container).status == 403)
    }
  }

  @Test("deviation 2: a bad page or order of studies is a bad request")
  func pages() async throws {
    let house = try await SmallWorld.houseWithStudies()
    for (name, value, text) in [
      ("page", "0", "page needs to be >= 1"), ("per_page", "x", "invalid literal for int() with base 10: 'x'"),
      ("sort", "foo", "Cannot sort a 'Study' by 'foo' because it does not exist"),
    ] { #expect(try await house.said(.get, "/study", query: [(name, value)], as: .root) == "400 \(text)") }
  }

  @Test("deviation 18: what is deleted is announced once it is committed, and not when it is refused")
  func events() async throws {
    let house = try await SmallWorld.house()
    #expect(try await house.call(.delete, "/task/1", as: SmallWorld.viewer).status == 401)
    #expect(try await house.call(.delete, "/collaboration/1", as: .root).status == 400)
    #expect(try await house.events().isEmpty)
  }
}
