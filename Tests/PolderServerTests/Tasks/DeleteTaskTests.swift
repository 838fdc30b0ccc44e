import PolderCore
import PolderSQL
import Testing

struct DeleteTaskTests {
  @Test("deviation 9: deleting a task removes all below it with runs, databases and ports, and stops what runs")
  func tree() async throws {
    let house = try await SmallWorld.house()
    try await house.fixture.run(
      "INSERT INTO task (id, collaboration_id, parent_id, job_id) VALUES (50, 1, 5, 1)",
      "INSERT INTO run (id, task_id, organization_id, status) VALUES (51, 50, 10, 'active'), (52, 50, NULL, 'active')",
      "INSERT INTO taskdatabase (id, task_id, \"database\") VALUES (1, 1, 'd'), (2, 50, 'd'), (3, 4, 'd')",
      "INSERT INTO algorithmport (id, port, run_id) VALUES (1, 80, 51), (2, 80, 7)",
      "UPDATE run SET status = 'completed', result = 'r', finished_at = '2023-01-01 00:00:00.000000' WHERE id = 2")
    #expect(
      try await house.said(.delete, "/task/1", as: SmallWorld.researcher)
        == "200 task id=1 and its algorithm run data have been successfully deleted")
    for (table, left) in [
      ("task", [2, 3, 4]), ("run", [3, 4, 5, 6, 7]), ("taskdatabase", [3]), ("algorithmport", [2]),
    ] {
      #expect(try await house.fixture.numbers("SELECT id FROM \(identifier: table) ORDER BY id") == left, "\(table)")
    }
    #expect(
      try await house.events() == [
        #"kill_containers collaboration_1 {"kill_list":[{"task_id":1,"run_id":1,"organization_id":10},"#
          + #"{"task_id":5,"run_id":8,"organization_id":11},{"task_id":50,"run_id":51,"organization_id":10}],"#
          + #""collaboration_id":1}"#
      ])
    #expect(try await house.said(.delete, "/task/1", as: .root) == "404 Task id=1 not found")
  }

  @Test("a task that has ended is deleted without a word to the nodes")
  func finished() async throws {
    let house = try await SmallWorld.house()
    try await house.fixture.run(
      "UPDATE run SET status = 'completed', finished_at = '2023-01-01 00:00:00.000000' WHERE task_id = 4")
    #expect(try await house.call(.delete, "/task/4", as: .user(112)).status == 200)
    #expect(try await house.events().isEmpty)
  }

  @Test("own scope deletes what one started oneself, organization scope what one's organization started")
  func scopes() async throws {
    let house = try await SmallWorld.house()
    #expect(
      try await house.said(.delete, "/task/1", as: SmallWorld.viewer) == "401 You lack the permission to do that!")
    #expect(
      try await house.said(.delete, "/task/4", as: SmallWorld.researcher) == "401 You lack the permission to do that!")
    try await SmallWorld.give([RuleKey(.task, .own, .delete)], to: 101, in: house)
    #expect(try await house.call(.delete, "/task/1", as: SmallWorld.viewer).status == 401)
    try await house.fixture.run("UPDATE task SET init_user_id = 101 WHERE id = 5")
    #expect(try await house.call(.delete, "/task/5", as: SmallWorld.viewer).status == 200)
    #expect(try await house.call(.delete, "/task/1", as: .node(201)).status == 403)
  }

  @Test("deviation 24: numbers of deleted tasks, jobs and runs are not given again")
  func numbers() async throws {
    let house = try await SmallWorld.house()
    for task in [5, 4, 3, 2, 1] { #expect(try await house.call(.delete, "/task/\(task)", as: .root).status == 200) }
    #expect(try await house.fixture.numbers("SELECT COUNT(*) FROM run") == [0])
    let reply = try await house.call(.post, "/task", CreateTaskTests.body([10]), as: SmallWorld.researcher)
    #expect(reply.json?["id"] == 6)
    #expect(reply.json?["job_id"] == 5)
    #expect(try await house.fixture.numbers("SELECT id FROM run") == [9])
  }

  @Test("a very large tree is deleted whole; one event names a thousand runs at the most")
  func large() async throws {
    let house = try await SmallWorld.house()
    try await house.fixture.run(
      """
      INSERT INTO run (id, task_id, organization_id, status) WITH RECURSIVE numbers(n) AS (SELECT 1001 UNION ALL \
      SELECT n + 1 FROM numbers WHERE n < 11000) SELECT n, 1, 10, 'pending' FROM numbers
      """)
    #expect(try await house.call(.delete, "/task/1", as: SmallWorld.researcher).status == 200)
    #expect(try await house.fixture.numbers("SELECT COUNT(*) FROM run WHERE id > 1000") == [0])
    #expect(try await house.fixture.numbers("SELECT COUNT(*) FROM polder_outbox") == [11])
  }

  @Test("a tree that closes on itself is deleted whole")
  func cycle() async throws {
    let house = try await SmallWorld.house()
    try await house.fixture.run("UPDATE task SET parent_id = 5 WHERE id = 1")
    #expect(try await house.call(.delete, "/task/5", as: .root).status == 200)
    #expect(try await house.fixture.numbers("SELECT id FROM task ORDER BY id") == [2, 3, 4])
  }
}
