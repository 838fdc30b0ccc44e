import PolderCore
import PolderSQL
import Testing

struct TaskFilterTests {
  private static let place = "401 You lack the permission to view tasks from"

  @Test("what a list of tasks is filtered by has to be open to the caller, and the refusal says what is not")
  func refusals() async throws {
    let house = try await SmallWorld.houseWithStudies()
    func said(_ name: String, _ value: String, as caller: Caller = SmallWorld.viewer) async throws -> String {
      try await house.said(.get, "/task", query: [(name, value)], as: caller)
    }
    #expect(try await said("collaboration_id", "2") == "\(Self.place) collaboration 2!")
    #expect(try await said("init_org_id", "12") == "\(Self.place) organization id=12!")
    #expect(try await said("init_user_id", "122") == "\(Self.place) user id=122!")
    #expect(
      try await said("study_id", "33")
        == "\(Self.place) collaboration id=2 that the study with id=33 belongs to!")
    let other = "\(Self.place) the collaboration that the"
    #expect(try await said("parent_id", "2") == "\(other) task with parent_id=2 belongs to!")
    #expect(try await said("job_id", "3") == "\(other) task with job_id=3 belongs to!")
    #expect(try await said("run_id", "3") == "\(other) run with id=2 belongs to!")
    for (name, text) in [
      ("init_user_id", "User"), ("study_id", "Study"), ("parent_id", "Parent task"), ("job_id", "Job"),
      ("run_id", "Run"), ("store_id", "Algorithm store"),
    ] { #expect(try await said(name, "99", as: .root) == "400 \(text) id=99 does not exist!") }
  }

  @Test("who sees only own tasks may ask for them by name")
  func own() async throws {
    let house = try await SmallWorld.house()
    try await SmallWorld.give([RuleKey(.task, .own, .view)], to: 105, in: house)
    try await house.fixture.run("UPDATE task SET init_user_id = 105 WHERE id = 4")
    func said(_ user: String) async throws -> HouseReply {
      try await house.call(.get, "/task", query: [("init_user_id", user)], as: .user(105))
    }
    #expect(try await said("105").ids == [4])
    #expect(try await said("102").status == 401)
  }

  @Test("filters find what they name (deviation 4)")
  func found() async throws {
    let house = try await SmallWorld.houseWithStudies()
    try await house.fixture.run(
      "INSERT INTO algorithmstore (id, name, url) VALUES (7, 's', 'u')",
      "UPDATE task SET study_id = 31, algorithm_store_id = 7 WHERE id = 4")
    func ids(_ name: String, _ value: String) async throws -> [Int64] {
      try await house.call(.get, "/task", query: [(name, value)], as: SmallWorld.viewer).ids
    }
    #expect(try await ids("study_id", "31") == [4])
    #expect(try await ids("store_id", "7") == [4])
    #expect(try await ids("run_id", "6") == [4])
    #expect(try await ids("parent_id", "1") == [5])
    #expect(try await ids("job_id", "1") == [5, 1])
    #expect(try await ids("status", "pending") == [5, 4, 1])
    #expect(try await ids("init_user_id", "112") == [4])
  }

  @Test("refusals of lists of runs say what was asked for")
  func runs() async throws {
    let house = try await SmallWorld.house()
    for list in ["/run", "/result"] {
      for (name, value) in [("organization", "12"), ("task", "2"), ("node", "203"), ("collaboration", "2")] {
        #expect(
          try await house.said(.get, list, query: [(name + "_id", value)], as: SmallWorld.viewer)
            == "401 You lack the permission to view runs for \(name) id=\(value)!")
      }
    }
  }

  @Test("refusals of lists of organizations and nodes say what was asked for")
  func others() async throws {
    let house = try await SmallWorld.houseWithStudies()
    #expect(
      try await house.said(.get, "/organization", query: [("study_id", "33")], as: SmallWorld.viewer)
        == "401 You lack the permission to get all organizations in a study!")
    #expect(
      try await house.said(.get, "/organization", query: [("collaboration_id", "2")], as: SmallWorld.viewer)
        == "401 You lack the permission to get all organizations in your collaboration!")
    #expect(
      try await house.said(.get, "/node", query: [("study_id", "33")], as: SmallWorld.viewer)
        == "401 You lack the permission view nodes from collaboration 2 contains the study with id 33!")
    #expect(
      try await house.said(.get, "/collaboration", query: [("organization_id", "12")], as: SmallWorld.viewer)
        == "401 You lack the permission to request collaborations for this organization!")
  }
}
