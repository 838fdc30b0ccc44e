import PolderCore
import PolderSQL
import Testing

@testable import PolderServer

struct TaskListTests {
  @Test("filters do what the client's reference page says (deviation 4)")
  func filters() async throws {
    let house = try await SmallWorld.house()
    try await house.fixture.run(
      "INSERT INTO taskdatabase (id, task_id, \"database\") VALUES (1, 1, 'default'), (2, 4, 'Other')",
      "INSERT INTO algorithmstore (id, name, url) VALUES (7, 's', 'u')",
      "UPDATE task SET algorithm_store_id = 7 WHERE id = 4",
      "UPDATE run SET status = 'active' WHERE id = 1", "UPDATE run SET status = 'crashed' WHERE id = 6")
    func ids(_ query: (String, String)...) async throws -> [Int64] {
      try await house.call(.get, "/task", query: query, as: SmallWorld.researcher).ids
    }
    #expect(try await ids() == [5, 4, 1])
    #expect(try await ids(("sort", "id")) == [5, 4, 1])
    #expect(try await ids(("status", "active")) == [1])
    #expect(try await ids(("status", "crashed")) == [4])
    #expect(try await ids(("status", "pending")) == [5])
    #expect(try await ids(("status", "completed")).isEmpty)
    #expect(try await ids(("run_id", "7")) == [4])
    #expect(try await ids(("run_id", "3")).isEmpty)
    #expect(try await ids(("store_id", "7")) == [4])
    #expect(try await ids(("database", "oth%")) == [4])
    #expect(try await ids(("is_user_created", "0")) == [5])
    #expect(try await ids(("is_user_created", "1")) == [4, 1])
    #expect(try await ids(("job_id", "1")) == [5, 1])
    #expect(try await ids(("parent_id", "1")) == [5])
    #expect(try await ids(("init_org_id", "11")) == [4])
    #expect(try await ids(("init_user_id", "102")) == [5, 1])
    #expect(try await ids(("name", "TASK_"), ("per_page", "1"), ("page", "2")) == [4])
  }

  @Test(
    "what a filter names has to be there",
    arguments: [
      ("init_user_id", "User"), ("study_id", "Study"), ("parent_id", "Parent task"), ("job_id", "Job"),
      ("store_id", "Algorithm store"), ("run_id", "Run"),
    ])
  func unknown(parameter: String, name: String) async throws {
    let reply = try await SmallWorld.house().call(
      .get, "/task", query: [(parameter, "999")], as: SmallWorld.researcher)
    #expect((reply.status, reply.message) == (400, "\(name) id=999 does not exist!"))
  }

  @Test("results come along only for those who see as many results as tasks")
  func results() async throws {
    let house = try await SmallWorld.house()
    let query = [("include", "runs"), ("include", "results")]
    let reply = try await house.call(.get, "/task", query: query, as: SmallWorld.researcher)
    #expect(reply.json?["data"]?[2]?["runs"]?.array?.compactMap { $0["id"]?.integer } == [1, 2])
    #expect(reply.json?["data"]?[2]?["results"]?.array?.compactMap { $0["id"]?.integer } == [1, 2])
    try await house.fixture.run(
      "INSERT INTO \"UserPermission\" (rule_id, user_id) VALUES (29, 105), (41, 105)")
    let narrow = try await house.call(.get, "/task", query: query, as: .user(105))
    #expect(
      (narrow.status, narrow.message)
        == (
          401,
          "You cannot view the results of all tasks, as you are allowed to view tasks with scope col but you can only "
            + "view results with scope own"
        ))
    let single = try await house.call(.get, "/task/1", query: query, as: .user(105))
    #expect(
      (single.status, single.message) == (401, "You lack the permission to view results for this task!"))
  }

  @Test("deviation 44: nothing is included that the caller is refused alone")
  func included() async throws {
    let house = try await SmallWorld.house()
    func said(_ path: String, _ include: String, _ user: Int64) async throws -> String {
      let reply = try await house.call(.get, path, query: [("include", include)], as: .user(user))
      return "\(reply.status) \(reply.message ?? "")"
    }
    try await SmallWorld.give([RuleKey(.task, .collaboration, .view)], to: 105, in: house)
    #expect(try await said("/task/1", "runs", 105) == "401 You lack the permission to view runs for this task!")
    #expect(
      try await said("/task", "runs", 105)
        == "401 You cannot view the runs of all tasks, as you are allowed to view tasks with scope col but you can only "
        + "view runs with scope None")
    try await SmallWorld.give([RuleKey(.run, .collaboration, .view)], to: 115, in: house)
    #expect(try await said("/run/1", "task", 115) == "401 You lack the permission to view the task of this run!")
    #expect(
      try await said("/run", "task", 115)
        == "401 You cannot view the tasks of all runs, as you are allowed to view runs with scope col but you can only "
        + "view tasks with scope None")
    #expect(try await said("/run/1", "", 115) == "200 ")
    #expect(try await said("/task", "runs,results", 102) == "200 ")
  }

  @Test("whoever sees a task because it is their own sees its results; seeing own results does not give a task's")
  func ownResults() async throws {
    let house = try await SmallWorld.house()
    let query = [("include", "results")]
    try await house.fixture.run("UPDATE task SET init_user_id = 105 WHERE id = 1")
    try await SmallWorld.give([RuleKey(.task, .own, .view)], to: 105, in: house)
    let own = try await house.call(.get, "/task/1", query: query, as: .user(105))
    #expect(own.status == 200)
    #expect(own.json?["results"]?.array?.compactMap { $0["id"]?.integer } == [1, 2])
    #expect(try await house.call(.get, "/task/4", query: query, as: .user(105)).status == 401)
    try await SmallWorld.give([RuleKey(.task, .organization, .view), RuleKey(.run, .own, .view)], to: 115, in: house)
    try await house.fixture.run("UPDATE task SET init_user_id = 115 WHERE id = 4")
    let others = try await house.call(.get, "/task/4", query: query, as: .user(115))
    #expect(
      (others.status, others.message) == (401, "You lack the permission to view results for this task!"))
  }

  @Test("a list takes the same number of statements for any number of tasks")
  func statements() async throws {
    let house = try await SmallWorld.house()
    func count(_ perPage: String) async throws -> Int {
      let before = house.fixture.database.statementCount
      _ = try await house.call(
        .get, "/task", query: [("include", "runs,results"), ("per_page", perPage)], as: SmallWorld.researcher)
      return house.fixture.database.statementCount - before
    }
    _ = try await count("2")
    #expect(try await count("1") == count("2"))
  }

  @Test("the status in conditions is the one that is derived from the runs, for every mixture of three statuses")
  func status() async throws {
    let fixture = try await ServerDatabaseFixture.ready()
    let texts = RunStatus.allCases.map(\.rawValue) + ["of another version"]
    var mixtures: [[String]] = [[]]
    for one in texts {
      mixtures.append([one])
      for two in texts { for three in texts { mixtures.append([one, two, three]) } }
    }
    let all = mixtures
    try await fixture.database.write { sql in
      for (index, mixture) in all.enumerated() {
        try sql.execute("INSERT INTO task (id) VALUES (\(index))")
        for text in mixture { try sql.execute("INSERT INTO run (task_id, status) VALUES (\(index), \(text))") }
      }
    }
    let derived = try await fixture.database.read { sql in
      try sql.rows("SELECT \(TaskRepository.status) FROM task ORDER BY id") { try $0.text(0) }
    }
    #expect(derived == mixtures.map { TaskStatus.status(of: $0) })
  }

  @Test("how many tasks there are is kept and not counted anew, and right whoever makes, moves or deletes them")
  func total() async throws {
    let house = try await SmallWorld.house()
    func total(_ user: Caller = SmallWorld.researcher, _ query: (String, String)...) async throws -> String? {
      try await house.call(.get, "/task", query: query + [("per_page", "1")], as: user).total
    }
    let inOne = ("collaboration_id", "1")
    #expect(try await total() == "3")
    #expect(try await total(SmallWorld.researcher, inOne) == "3")
    #expect(try await total(.root) == "5")
    #expect(try await total(.root, inOne) == "3")
    #expect(try await total(SmallWorld.researcher, inOne, ("parent_id", "1")) == "1")
    try await house.fixture.run(
      "INSERT INTO task (id, collaboration_id) VALUES (90, 1), (91, NULL)",
      "UPDATE task SET collaboration_id = 1 WHERE id = 3", "DELETE FROM run WHERE task_id = 2",
      "DELETE FROM task WHERE id = 2")
    #expect(try await total(SmallWorld.researcher, inOne) == "5")
    #expect(try await total(.root) == "6")
    // Seen by having the kept count lie.
    try await house.fixture.run("UPDATE polder_task_count SET number = 77 WHERE collaboration_id = 1")
    #expect(try await total() == "77")
    #expect(try await total(SmallWorld.researcher, inOne, ("parent_id", "1")) == "1")
  }
}
