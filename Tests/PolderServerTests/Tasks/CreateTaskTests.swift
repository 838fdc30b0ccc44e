import PolderCore
import PolderSQL
import Testing

struct CreateTaskTests {
  static func body(_ organizations: [Int64] = [10, 11], input: String? = SmallWorld.input, with more: JSONObject = [:])
    -> JSONValue
  {
    let inputs = organizations.map { id -> JSONValue in
      var entry: JSONObject = ["id": .integer(id)]
      if let input { entry["input"] = .string(input) }
      return .object(entry)
    }
    var body: JSONObject = [
      "image": .string(SmallWorld.image), "collaboration_id": 1, "organizations": .array(inputs),
    ]
    for (key, value) in more { body[key] = value }
    return .object(body)
  }

  private func refusal(
    _ house: HandlerHouse, _ body: JSONValue, as caller: Caller = SmallWorld.researcher
  ) async throws -> String {
    let reply = try await house.call(.post, "/task", body, as: caller)
    return "\(reply.status) \(reply.message ?? "")"
  }

  @Test("a task has a run for each organization, made at that moment, and is announced once")
  func create() async throws {
    let house = try await SmallWorld.house()
    let moment = house.pass(.seconds(90))
    let databases: JSONValue = [["label": "default", "query": "select 1"], ["label": "other"]]
    let reply = try await house.call(
      .post, "/task", Self.body(with: ["name": "t", "databases": databases]), as: SmallWorld.researcher)
    #expect(reply.status == 201, "\(reply.message ?? "")")
    let id = try #require(reply.json?["id"]?.integer)
    #expect(reply.json?["status"] == "pending")
    #expect(
      reply.json?["databases"]?.text
        == #"[{"label":"default","parameters":"{\"query\":\"select 1\"}"},{"label":"other","parameters":"{}"}]"#)
    let runs = try await house.fixture.values(
      "SELECT organization_id, input, status, assigned_at, finished_at, blob_storage_used FROM run WHERE task_id = \(id)"
    )
    #expect(
      runs
        == [10, 11].map { organization in
          [
            .integer(organization), .text(SmallWorld.input), .text("pending"), .text(moment.databaseText), .null,
            .integer(0),
          ]
        })
    #expect(try await house.events() == [#"new_task collaboration_1 {"id":\#(id),"parent_id":null}"#])
  }

  @Test("numbers of tasks, runs and trees are never given again, also after deletion (deviation 24)")
  func numbers() async throws {
    let house = try await SmallWorld.house()
    let first = try await house.call(.post, "/task", Self.body(), as: SmallWorld.researcher)
    #expect(first.json?["id"] == 6)
    #expect(first.json?["job_id"] == 5)
    try await house.fixture.run("DELETE FROM run WHERE task_id = 6", "DELETE FROM task WHERE id = 6")
    let second = try await house.call(.post, "/task", Self.body(), as: SmallWorld.researcher)
    #expect(second.json?["id"] == 7)
    #expect(second.json?["job_id"] == 6)
    #expect(try await house.fixture.numbers("SELECT MIN(id) FROM run WHERE task_id = 7") == [11])
  }

  @Test("what is wrong with the target is told in the contract's order, and nothing is made")
  func order() async throws {
    let house = try await SmallWorld.house()
    try await house.fixture.run(
      "INSERT INTO study (id, name, collaboration_id) VALUES (1, 's', 1), (2, 'other', 2)",
      "INSERT INTO \"StudyMember\" VALUES (10, 1)", "DELETE FROM node WHERE id = 202")
    #expect(try await refusal(house, Self.body(with: ["collaboration_id": 9])) == "404 Collaboration id=9 not found!")
    #expect(try await refusal(house, Self.body(with: ["study_id": 9])) == "404 Study id=9 not found")
    #expect(
      try await refusal(house, Self.body(with: ["study_id": 2]))
        == "400 The study_id '2' does not belong to the collaboration_id '1' that is given.")
    #expect(
      try await refusal(house, Self.body([10, 12]))
        == "400 At least one of the supplied organizations in not within the collaboration.")
    #expect(
      try await refusal(house, Self.body([11], with: ["study_id": 1]))
        == "400 At least one of the supplied organizations in not within the specified study.")
    #expect(
      try await refusal(house, Self.body())
        == "400 Cannot create this task because there are no nodes registered for the following organization(s): 11.")
    #expect(try await refusal(house, Self.body([10, 10])).hasPrefix("400 Name each organization once"))
    #expect(
      try await refusal(house, Self.body([10]), as: .root)
        == "401 You can only create tasks for collaborations you are participating in!")
    #expect(
      try await refusal(house, Self.body([10]), as: SmallWorld.viewer) == "401 You lack the permission to do that!")
    #expect(
      try await refusal(house, Self.body([10], with: ["store_id": 7])) == "400 Algorithm store id=7 not found!")
    try await house.fixture.run("INSERT INTO algorithmstore (id, name, url) VALUES (7, 's', 'u')")
    #expect(
      try await refusal(house, Self.body([10], with: ["store_id": 7]))
        == "400 Server URL is not set in the configuration nor in the request arguments. Please provide it as "
        + "'server_url' in the request.")
    #expect(try await house.fixture.numbers("SELECT COUNT(*) FROM task") == [5])
    #expect(try await house.events().isEmpty)
  }

  @Test(
    "inputs have to be base64, readable exactly when the collaboration is not encrypted",
    arguments: [
      (false, "e30=", 201), (false, "", 201), (false, "abc", 400), (false, nil, 400), (false, "//76gA==", 400),
      (true, "e30=", 400), (true, "", 400), (true, "//76gA==", 201), (true, "//76gA==$//8=$/w==", 201),
      (true, "abc", 400),
    ] as [(Bool, String?, Int)])
  func inputs(isEncrypted: Bool, input: String?, status: Int) async throws {
    let house = try await SmallWorld.house()
    try await house.fixture.run("UPDATE collaboration SET encrypted = \(isEncrypted) WHERE id = 1")
    let reply = try await house.call(.post, "/task", Self.body(input: input), as: SmallWorld.researcher)
    #expect(reply.status == status, "\(reply.message ?? "")")
  }

  @Test(
    "databases and images are bounded and of the right form",
    arguments: [
      [["query": "q"]], [["label": ""]], [["label": "x", "foo": 1]], [["label": "x", "arguments": []]],
      [["label": "x", "preprocessing": [["parameters": 1]]]], [["label": "x", "query": 1]],
      .array(Array(repeating: ["label": "x"], count: 129)),
    ] as [JSONValue])
  func databases(value: JSONValue) async throws {
    let house = try await SmallWorld.house()
    let reply = try await house.call(.post, "/task", Self.body(with: ["databases": value]), as: SmallWorld.researcher)
    #expect(reply.status == 400)
    #expect(reply.json?["errors"]?["databases"] != nil)
    let image = try await house.call(
      .post, "/task", Self.body(with: ["image": .string(String(repeating: "i", count: 1_025))]),
      as: SmallWorld.researcher)
    #expect(image.json?["errors"]?["image"] != nil)
  }

  @Test(
    "a node that tells whom it serves is asked, by ids and by names (deviation 17)",
    arguments: [
      ("allowed_users", "102", 201), ("allowed_users", "user102", 201), ("allowed_users", "101", 400),
      ("allowed_orgs", "10", 201), ("allowed_orgs", "alpha", 201), ("allowed_orgs", "beta", 400),
      ("allowed_algorithms", "x", 201),
    ])
  func restrictions(key: String, value: String, status: Int) async throws {
    let house = try await SmallWorld.house()
    try await house.fixture.run(
      "INSERT INTO nodeconfig (id, node_id, \"key\", value) VALUES (1, 202, \(key), \(value)), (2, 201, 'x', 'y')")
    let reply = try await house.call(.post, "/task", Self.body(), as: SmallWorld.researcher)
    #expect(reply.status == status, "\(reply.message ?? "")")
    #expect(try await house.call(.post, "/task", Self.body([10]), as: SmallWorld.researcher).status == 201)
  }
}
