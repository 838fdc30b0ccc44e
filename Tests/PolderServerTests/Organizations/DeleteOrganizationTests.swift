import PolderCore
import PolderSQL
import Testing

struct DeleteOrganizationTests {
  @Test("the permission comes first, then whether it is there, then whose it is, then what depends on it")
  func refusals() async throws {
    let house = try await SmallWorld.houseWithStudies()
    func said(_ id: Int, _ query: [(String, String)] = [], as caller: Caller = .root) async throws -> String {
      try await house.said(.delete, "/organization/\(id)", query: query, as: caller)
    }
    #expect(try await said(99, as: SmallWorld.collaborationAdmin) == "401 You lack the permission to do that!")
    #expect(try await said(99) == "404 Organization with id=99 not found")
    #expect(try await said(1) == "400 You cannot delete your own organization!")
    let refused =
      "400 Organization has dependents: 2 runs, 2 tasks, 1 nodes, 5 users, and 1 roles. Please specify "
      + "'delete_dependents=true' to delete them."
    #expect(try await said(10) == refused)
    for text in ["False", "0", "no"] { #expect(try await said(10, [("delete_dependents", text)]) == refused) }
  }

  @Test("everything of a deleted organization goes with it, and nothing of others")
  func dependents() async throws {
    let house = try await SmallWorld.houseWithStudies()
    try await house.fixture.run(
      "INSERT INTO taskdatabase (id, task_id, \"database\") VALUES (1, 1, 'd'), (2, 4, 'd')",
      "INSERT INTO algorithmport (id, port, run_id) VALUES (1, 80, 2), (2, 80, 6), (3, 80, 7)")
    let reply = try await house.said(
      .delete, "/organization/10", query: [("delete_dependents", "True")], as: .root)
    #expect(reply == "200 Organization id=10 was removed from the database")
    // Tasks 1 and 5 were alpha's, run 6 alpha's part of beta's task 4.
    for (table, left) in [
      ("task", [2, 3, 4]), ("run", [3, 4, 5, 7]), ("node", [202, 203, 204, 205]), ("taskdatabase", [2]),
      ("algorithmport", [3]), ("organization", [1, 11, 12]),
    ] {
      #expect(
        try await house.fixture.numbers("SELECT id FROM \(identifier: table) ORDER BY id") == left, "\(table)")
    }
    #expect(try await house.fixture.numbers("SELECT COUNT(*) FROM \"user\" WHERE id BETWEEN 101 AND 105") == [0])
    #expect(
      try await house.fixture.numbers("SELECT COUNT(*) FROM \"Permission\" WHERE user_id BETWEEN 101 AND 105") == [0])
    #expect(try await house.fixture.numbers("SELECT COUNT(*) FROM role WHERE id = 20") == [0])
    #expect(try await house.fixture.numbers("SELECT COUNT(*) FROM \"Member\" WHERE organization_id = 10") == [0])
    #expect(try await house.fixture.numbers("SELECT COUNT(*) FROM \"StudyMember\" WHERE organization_id = 10") == [0])
    #expect(
      try await house.events() == [
        #"kill_containers collaboration_1 {"kill_list":[{"task_id":1,"run_id":1,"organization_id":10},"#
          + #"{"task_id":1,"run_id":2,"organization_id":11},{"task_id":5,"run_id":8,"organization_id":11}],"#
          + #""collaboration_id":1}"#,
        #"kill_containers collaboration_1 {"kill_list":[{"task_id":4,"run_id":6,"organization_id":10}],"#
          + #""collaboration_id":1}"#,
      ])
  }

  @Test("an organization without anything needs no flag; its users' tokens are void with them")
  func bare() async throws {
    let house = try await SmallWorld.house()
    try await house.fixture.run("INSERT INTO organization (id, name) VALUES (13, 'bare')")
    #expect(try await house.call(.delete, "/organization/13", as: .root).status == 200)
    #expect(
      try await house.call(.delete, "/organization/12", query: [("delete_dependents", "1")], as: .root).status == 200)
    #expect(try await house.said(.get, "/organization", as: .user(124)) == "401 Error loading the user 124")
    #expect(try await house.said(.get, "/task", as: .node(204)) == "401 Error loading the user 204")
    let next = try await house.call(.post, "/organization", ["name": "next"], as: .root)
    #expect(next.json?["id"] == 14)
  }
}
