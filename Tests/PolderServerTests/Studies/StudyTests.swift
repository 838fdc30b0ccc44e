import PolderCore
import PolderSQL
import Testing

struct StudyTests {
  @Test("a study is made of members of its collaboration, and shown with them")
  func create() async throws {
    let house = try await SmallWorld.house()
    let reply = try await house.call(
      .post, "/study", ["name": "s", "collaboration_id": 1, "organization_ids": [11, 10]],
      as: SmallWorld.collaborationAdmin)
    #expect(reply.status == 201, "\(reply.message ?? "")")
    #expect(reply.json?.object?.keys == ["collaboration", "organizations", "tasks", "id", "name"])
    #expect(reply.json?["organizations"]?.array?.compactMap { $0["id"]?.integer } == [10, 11])
    let id = try #require(reply.json?["id"]?.integer)
    #expect(reply.json?["tasks"] == .string("/api/task?study_id=\(id)"))
    let shown = try await house.call(.get, "/study/\(id)", as: SmallWorld.viewer)
    #expect(shown.json?["organizations"] == .string("/api/organization?study_id=\(id)"))
    let whole = try await house.call(
      .get, "/study/\(id)", query: [("include", "organizations")], as: SmallWorld.viewer)
    #expect(whole.json?["organizations"]?.array?.count == 2)
  }

  @Test("what is wrong with a new study is told in the contract's order")
  func refusals() async throws {
    let house = try await SmallWorld.houseWithStudies()
    func said(_ body: JSONValue, as caller: Caller = .root) async throws -> String {
      try await house.said(.post, "/study", body, as: caller)
    }
    #expect(
      try await house.call(.post, "/study", ["name": "1"], as: .root).json?["errors"]?.text
        == #"{"name":["Name cannot a number"],"collaboration_id":["Missing data for required field."],"#
        + #""organization_ids":["Missing data for required field."]}"#)
    let taken: JSONValue = ["name": "s31", "collaboration_id": 1, "organization_ids": [10]]
    #expect(try await said(taken, as: SmallWorld.viewer) == "400 Study with name 's31' already exists!")
    let new: JSONValue = ["name": "s", "collaboration_id": 1, "organization_ids": [10, 12]]
    #expect(try await said(new, as: SmallWorld.viewer) == "401 You lack the permission to do that!")
    #expect(try await said(new) == "400 Not all organizations are part of the collaboration!")
    #expect(
      try await said(["name": "s", "collaboration_id": 99, "organization_ids": [10]])
        == "404 collaboration having id=99 not found")
    #expect(try await house.fixture.numbers("SELECT COUNT(*) FROM study") == [4])
  }

  @Test("a study is changed where the permission, then the body, then the names allow it")
  func update() async throws {
    let house = try await SmallWorld.houseWithStudies()
    func said(_ id: Int, _ body: JSONValue, as caller: Caller = SmallWorld.collaborationAdmin) async throws -> String {
      try await house.said(.patch, "/study/\(id)", body, as: caller)
    }
    #expect(try await said(99, ["what": 1]) == "404 Study with id=99 can not be found")
    #expect(try await said(33, ["what": 1]) == "401 You lack the permission to do that!")
    #expect(try await said(31, ["what": 1]) == "400 Request body is incorrect")
    #expect(try await said(31, ["name": "s33"]) == "400 Study name 's33' already exists!")
    #expect(
      try await said(31, ["organization_ids": [10, 12]]) == "400 Not all organizations are part of the collaboration!")
    let reply = try await house.call(
      .patch, "/study/31", ["name": "renamed", "organization_ids": [11], "collaboration_id": 2],
      as: SmallWorld.collaborationAdmin)
    #expect(reply.json?["name"] == "renamed")
    #expect(reply.json?["collaboration"]?["id"] == 1)
    #expect(reply.json?["organizations"]?.array?.compactMap { $0["id"]?.integer } == [11])
    #expect(try await said(31, ["name": "renamed"]).hasPrefix("200"))
  }

  @Test("organizations come and go one by one, none twice, and only members of the collaboration")
  func organizations() async throws {
    let house = try await SmallWorld.houseWithStudies()
    func ids(_ verb: HTTPVerb, _ study: Int, _ id: Int64) async throws -> [Int64]? {
      let reply = try await house.call(
        verb, "/study/\(study)/organization", ["id": .integer(id)], as: SmallWorld.collaborationAdmin)
      return reply.json?.array?.compactMap { $0["id"]?.integer }
    }
    func said(_ verb: HTTPVerb, _ study: Int, _ body: JSONValue, as caller: Caller = .root) async throws -> String {
      try await house.said(verb, "/study/\(study)/organization", body, as: caller)
    }
    #expect(try await ids(.post, 32, 11) == [10, 11])
    #expect(try await ids(.post, 32, 11) == [10, 11])
    #expect(try await ids(.delete, 32, 10) == [11])
    #expect(try await said(.post, 99, ["id": 10]) == "404 Study with id=99 can not be found")
    #expect(try await said(.post, 32, ["id": 99]) == "404 organization with id=32 is not found")
    #expect(try await said(.post, 32, ["id": 12]) == "400 Organization is not a member of the collaboration!")
    #expect(try await said(.post, 33, [:], as: SmallWorld.viewer) == "401 You lack the permission to do that!")
    #expect(try await said(.post, 32, ["id": 0]) == "400 Request body is incorrect")
    #expect(try await said(.delete, 99, ["id": 10]) == "404 Study with id=99 can not be found")
    // A deletion looks at the organization before the permission, as the contract has it.
    #expect(try await said(.delete, 32, [:], as: SmallWorld.viewer) == "400 Request body is incorrect")
    #expect(
      try await said(.delete, 32, ["id": 99], as: SmallWorld.viewer) == "404 Organization with id=99 is not found")
    #expect(try await said(.delete, 32, ["id": 11], as: SmallWorld.viewer) == "401 You lack the permission to do that!")
    #expect(try await said(.delete, 32, ["id": 10]) == "400 Organization id=10 is not part of study id=32")
  }

  @Test("lists show what the scope allows; filters hold together and say what they refuse")
  func lists() async throws {
    let house = try await SmallWorld.houseWithStudies()
    func ids(_ query: (String, String)..., caller: Caller) async throws -> [Int64] {
      try await house.call(.get, "/study", query: query, as: caller).ids
    }
    #expect(try await ids(caller: .root) == [31, 32, 33, 34])
    #expect(try await ids(caller: SmallWorld.collaborationAdmin) == [31, 32])
    #expect(try await ids(caller: .user(111)) == [31])
    #expect(try await ids(("name", "S3_"), ("collaboration_id", "1"), caller: .root) == [31, 32])
    #expect(try await ids(("organization_id", "12"), caller: .root) == [33, 34])
    #expect(try await ids(("organization_id", "12"), caller: .user(114)) == [33])
    #expect(try await ids(("sort", "-id"), ("per_page", "2"), caller: .root) == [34, 33])
    let members = try await house.call(
      .get, "/study", query: [("include", "organizations"), ("name", "s31")], as: .user(111))
    #expect(members.json?["data"]?[0]?["organizations"]?.array?.compactMap { $0["id"]?.integer } == [10, 11])
    #expect(
      try await house.said(.get, "/study", query: [("organization_id", "10")], as: .user(111))
        == "401 You lack the permission to request studies for this organization!")
    #expect(
      try await house.said(.get, "/study", query: [("collaboration_id", "3")], as: .user(114))
        == "401 You lack the permission to request studies for this collaboration!")
    #expect(try await house.said(.get, "/study", as: .user(105)) == "401 You lack the permission to do that!")
  }

  @Test("deleting a study asks for its tasks first; `False` is false (deviation 3)")
  func delete() async throws {
    let house = try await SmallWorld.houseWithStudies()
    try await house.fixture.run("UPDATE task SET study_id = 31 WHERE id IN (1, 4)")
    func said(_ query: [(String, String)] = [], as caller: Caller = SmallWorld.collaborationAdmin) async throws
      -> String
    {
      try await house.said(.delete, "/study/31", query: query, as: caller)
    }
    #expect(try await said(as: SmallWorld.viewer) == "401 You lack the permission to do that!")
    let refused = "400 Study id=31 has 2 tasks. Please delete them separately or set delete_dependents=True"
    for text in ["False", "false", "0", "no", ""] { #expect(try await said([("delete_dependents", text)]) == refused) }
    #expect(try await said() == refused)
    #expect(try await said([("delete_dependents", "True")]) == "200 Study id=31 successfully deleted")
    #expect(try await said() == "404 Study with id=31 not found")
    #expect(try await house.fixture.numbers("SELECT id FROM task ORDER BY id") == [2, 3])
    #expect(try await house.fixture.numbers("SELECT COUNT(*) FROM \"StudyMember\" WHERE study_id = 31") == [0])
    let next = try await house.call(
      .post, "/study", ["name": "s31", "collaboration_id": 1, "organization_ids": [10]], as: .root)
    #expect(next.json?["id"] == 35)
  }
}
