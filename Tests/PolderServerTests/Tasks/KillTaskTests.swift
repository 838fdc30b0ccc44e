import PolderCore
import PolderSQL
import Testing

struct KillTaskTests {
  @Test("killing reaches the whole tree, ends its open runs and tells their nodes (deviation 9)")
  func tree() async throws {
    let house = try await SmallWorld.house()
    try await house.fixture.run(
      "INSERT INTO task (id, collaboration_id, parent_id, job_id) VALUES (50, 1, 5, 1)",
      "INSERT INTO run (id, task_id, organization_id, status) VALUES (51, 50, 10, 'active'), (52, 50, NULL, 'active')",
      "UPDATE run SET status = 'completed', result = 'r', finished_at = '2023-01-01 00:00:00.000000' WHERE id = 2")
    let moment = house.pass(.seconds(5))
    let reply = try await house.call(.post, "/kill/task", ["id": 1], as: SmallWorld.collaborationAdmin)
    #expect(reply.message == "Nodes have been instructed to kill any containers running for task 1.")
    let killed = try await house.fixture.values(
      "SELECT id, finished_at FROM run WHERE status = 'killed by user' ORDER BY id")
    #expect(killed == [1, 8, 51, 52].map { [.integer($0), .text(moment.databaseText)] })
    #expect(
      try await house.events() == [
        #"kill_containers collaboration_1 {"kill_list":[{"task_id":1,"run_id":1,"organization_id":10},"#
          + #"{"task_id":5,"run_id":8,"organization_id":11},{"task_id":50,"run_id":51,"organization_id":10}],"#
          + #""collaboration_id":1}"#
      ])
    let again = try await house.call(.post, "/kill/task", ["id": 1], as: SmallWorld.collaborationAdmin)
    #expect(
      (again.status, again.message)
        == (400, "Task 1 already finished with status 'killed by user', so cannot kill it!"))
  }

  @Test("a task that failed in part is still stopped where it runs")
  func partlyFailed() async throws {
    let house = try await SmallWorld.house()
    try await house.fixture.run(
      "UPDATE run SET status = 'crashed', finished_at = '2023-01-01 00:00:00.000000' WHERE id = 7")
    #expect(try await house.call(.post, "/kill/task", ["id": 4], as: SmallWorld.collaborationAdmin).status == 200)
    #expect(try await house.fixture.numbers("SELECT id FROM run WHERE status = 'killed by user'") == [6])
  }

  @Test("a tree that closes on itself comes to an end")
  func cycle() async throws {
    let house = try await SmallWorld.house()
    try await house.fixture.run("UPDATE task SET parent_id = 5 WHERE id = 1")
    #expect(try await house.call(.post, "/kill/task", ["id": 5], as: SmallWorld.collaborationAdmin).status == 200)
    #expect(try await house.fixture.numbers("SELECT id FROM run WHERE status = 'killed by user'") == [1, 2, 8])
  }
}
