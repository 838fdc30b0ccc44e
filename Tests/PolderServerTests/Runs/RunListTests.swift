import PolderCore
import PolderHTTP
import PolderSQL
import PolderTesting
import Testing

@testable import PolderServer

struct RunListTests {
  private func fill(_ house: HandlerHouse, _ count: Int) async throws {
    try await house.fixture.database.write { sql in
      for index in 0..<count {
        let id = 1_000 + index
        try sql.execute(
          "INSERT INTO task (id, collaboration_id, init_org_id, init_user_id, job_id) VALUES (\(id), 1, 10, 102, \(id))"
        )
        try sql.execute(
          "INSERT INTO run (id, task_id, organization_id, status) VALUES (\(id), \(id), 10, 'pending')")
      }
    }
  }

  @Test(
    "all runs and results of a task come at once unless a page is asked for (deviation 6)",
    arguments: ["/run", "/result"])
  func allOfATask(path: String) async throws {
    let house = try await SmallWorld.house()
    try await house.fixture.database.write { sql in
      for id in 100..<125 {
        try sql.execute("INSERT INTO run (id, task_id, organization_id, status) VALUES (\(id), 1, 11, 'pending')")
      }
    }
    let all = try await house.call(.get, path, query: [("task_id", "1")], as: SmallWorld.viewer)
    #expect(all.ids == Array((100..<125).reversed()) + [2, 1])
    #expect(all.total == "27")
    #expect(all.json?["links"]?["last"] == .string("/api\(path)?task_id=1&page=1"))
    let page = try await house.call(.get, path, query: [("task_id", "1"), ("page", "3")], as: SmallWorld.viewer)
    #expect(page.ids.count == 7)
    let ten = try await house.call(.get, path, as: SmallWorld.viewer)
    #expect(ten.ids.count == 10)
  }

  @Test("runs of a node that was deleted stay in the lists (deviation 7)")
  func deletedNode() async throws {
    let house = try await SmallWorld.house()
    try await house.fixture.run("DELETE FROM node WHERE organization_id = 11")
    let reply = try await house.call(.get, "/run", query: [("task_id", "1")], as: SmallWorld.viewer)
    #expect(reply.ids == [2, 1])
    #expect(reply.json?["data"]?[0]?["node"] == [:])
    #expect(reply.json?["data"]?[1]?["node"]?["id"] == 201)
  }

  @Test("filters do what they say (deviations 4, 5)")
  func filters() async throws {
    let house = try await SmallWorld.house()
    try await house.fixture.run(
      "UPDATE run SET started_at = '2023-05-01 12:00:00.000000' WHERE id = 1",
      "UPDATE run SET started_at = '2023-05-01 08:00:00.000000', finished_at = '2023-05-02 09:00:00.000000', status = 'completed' WHERE id = 2",
      "INSERT INTO algorithmport (id, port, run_id, label) VALUES (1, 5000, 6, 'p')")
    func ids(_ query: (String, String)...) async throws -> [Int64] {
      try await house.call(.get, "/run", query: query, as: SmallWorld.viewer).ids
    }
    #expect(try await ids() == [8, 7, 6, 2, 1])
    #expect(try await ids(("state", "open")) == [8, 7, 6, 1])
    #expect(try await ids(("port", "5000")) == [6])
    #expect(try await ids(("started_from", "2023-05-01T09:00:00")) == [1])
    #expect(try await ids(("started_till", "2023-05-01")) == [2, 1])
    #expect(try await ids(("finished_from", "2023-05-01"), ("finished_till", "2023-05-02")) == [2])
    #expect(try await ids(("finished_till", "2023-05-01")).isEmpty)
    #expect(try await ids(("organization_id", "11"), ("collaboration_id", "1")) == [8, 7, 2])
    #expect(try await ids(("node_id", "201")) == [6, 1])
  }

  @Test("what a filter names has to be there, and to be open to the caller")
  func refusals() async throws {
    let house = try await SmallWorld.house()
    func status(_ parameter: String, _ value: String, as caller: Caller) async throws -> Int {
      try await house.call(.get, "/run", query: [(parameter, value)], as: caller).status
    }
    for caller in [SmallWorld.viewer, .node(201), SmallWorld.container(of: SmallWorld.runs[0])] {
      #expect(try await status("task_id", "999", as: caller) == 400)
      #expect(try await status("node_id", "999", as: caller) == 400)
      #expect(try await status("task_id", "2", as: caller) == 401)
      #expect(try await status("node_id", "203", as: caller) == 401)
      #expect(try await status("collaboration_id", "2", as: caller) == 401)
      #expect(try await status("organization_id", "12", as: caller) == 401)
    }
  }

  @Test("a node's question for its open runs takes the same number of statements for any number of runs")
  func statements() async throws {
    let house = try await SmallWorld.house()
    func count() async throws -> (Int, HouseReply) {
      let before = house.fixture.database.statementCount
      let reply = try await house.call(
        .get, "/run", query: [("node_id", "201"), ("state", "open"), ("include", "task"), ("per_page", "1000")],
        as: .node(201))
      return (house.fixture.database.statementCount - before, reply)
    }
    _ = try await count()
    let (few, _) = try await count()
    try await fill(house, 200)
    let (many, reply) = try await count()
    #expect(reply.ids.count == 202)
    #expect(few == many)
    #expect(many <= 12)
    let task = reply.json?["data"]?[0]?["task"]
    #expect(task?["id"] == 1_199)
    #expect(task?["status"] == "pending")
    #expect(task?["runs"] == nil)
  }

  @Test("that question is answered from an index, not by reading all runs")
  func index() async throws {
    let house = try await SmallWorld.house()
    let plan = try await house.fixture.database.read { sql -> [String] in
      let node = Principal(
        .node(id: NodeID(201), name: "n", collaboration: CollaborationID(1)), organization: OrganizationID(10),
        collaborations: [CollaborationID(1)], collaborators: [OrganizationID(10)],
        rules: RuleSet(DefaultRole.node.rules))
      var query = ListRuns.Query()
      query.nodeID = NodeID(201)
      query.state = "open"
      var listing = RunRepository.listing()
      let (_, selection) = try RunSelection.gather(query, node, sql)
      selection.restrict(&listing, query, RequestInfo(path: "/api/run"), to: node)
      return try QueryPlan.of("\(listing.query) \(RunSelection.order)", sql)
    }
    #expect(plan.contains { $0.contains("polder_run_organization_id_id_some") }, "\(plan)")
    // What stands in capitals is SQLite's, the rest PostgreSQL's; SQLite's "SEARCH" is what the other calls a scan.
    let whole = ["SCAN", "TEMP B-TREE", "Seq Scan on run", "Sort"]
    #expect(!plan.contains { line in whole.contains { line.contains($0) } }, "\(plan)")
  }
}
