import PolderCore
import PolderTransport
import Testing

@testable import PolderAlgorithm

@Suite("Algorithm client")
struct AlgorithmClientTests {
  private static func run(_ id: Int64, _ organization: Int64, _ status: String, log: String? = nil) -> JSONValue {
    [
      "id": .integer(id), "organization": ["id": .integer(organization), "link": "/api/organization/2"],
      "status": .string(status), "log": log.map { .string($0) } ?? .null,
    ]
  }

  private static func result(_ run: Int64, _ value: JSONValue?) -> JSONValue {
    [
      "id": .integer(run), "run": ["id": .integer(run)], "blob_storage_used": false,
      "result": value.map { .string(Base64.encode($0.bytes)) } ?? .null,
    ]
  }

  private static func page(_ rows: [JSONValue], next: Bool = false) -> JSONValue {
    ["data": .array(rows), "links": next ? ["next": "/api/x?page=2"] : [:]]
  }

  private func client(_ proxy: FakeProxy, study: Int64? = nil, store: Int64? = nil) throws -> AlgorithmClient {
    try AlgorithmClient(channel: proxy, token: containerToken(study: study, store: store) + "\n", sleep: { _ in })
  }

  private static let finished: [String: [Result<HTTPAnswer, PolderError>]] = [
    "POST /task": [.json(["id": 33], status: 201)], "GET /task/33/status": [.json(["status": "completed"])],
    "GET /run": [.json(page([run(51, 3, "completed"), run(50, 2, "completed")]))],
    "GET /result": [.json(page([result(51, ["x": 3]), result(50, ["x": 2])]))],
  ]

  @Test("A subtask is created as the contract has it, with the run's own token, image and databases")
  func createsSubtasks() async throws {
    let proxy = FakeProxy(Self.finished)
    let input = AlgorithmInput(method: "part", named: ["a": 1])
    let task = try await client(proxy).createTask(input, name: "part", at: [OrganizationID(2), OrganizationID(3)])
    #expect(task == TaskID(33))
    let call = try #require(await proxy.calls.first)
    #expect(call.headers.contains { $0.name == "Authorization" && $0.value == "Bearer \(containerToken())" })
    let encoded = Base64.encode(#"{"method":"part","args":[],"kwargs":{"a":1}}"#.utf8)
    let expected: JSONValue = [
      "name": "part", "image": "polder/statistics", "collaboration_id": 1,
      "description": "task from container on node_id=8",
      "organizations": [["id": 2, "input": .string(encoded)], ["id": 3, "input": .string(encoded)]],
      "databases": [["label": "default", "query": "q"]],
    ]
    #expect(try JSONValue(parsing: call.body ?? []) == expected)
  }

  @Test("A task of a study or a store hands them on")
  func handsOnStudyAndStore() async throws {
    let proxy = FakeProxy(Self.finished)
    _ = try await client(proxy, study: 5, store: 6).createTask(AlgorithmInput(method: "m"), at: [OrganizationID(2)])
    let body = try JSONValue(parsing: try #require(await proxy.calls.first?.body))
    #expect(body["study_id"] == 5 && body["store_id"] == 6)
  }

  @Test("Results come in the order of the organizations, whatever the order of the rows")
  func ordersResults() async throws {
    let proxy = FakeProxy(Self.finished)
    let results = try await client(proxy).run(
      AlgorithmInput(method: "m"), name: "m", at: [OrganizationID(2), OrganizationID(3)])
    #expect(results.map(\.organization.rawValue) == [2, 3])
    #expect(results.map(\.value) == [["x": 2], ["x": 3]])
  }

  @Test("The status is asked for until nothing more will happen")
  func waits() async throws {
    var answers = Self.finished
    answers["GET /task/33/status"] = ["pending", "pending", "active", "active", "completed"].map {
      .json(["status": $0])
    }
    let proxy = FakeProxy(answers)
    #expect(try await client(proxy).waitUntilFinished(TaskID(33)) == "completed")
    #expect(await proxy.count("GET /task/33/status") == 5)
  }

  @Test("A part that ended badly is told with its organization, status and the end of its log")
  func tellsFailedParts() async throws {
    var answers = Self.finished
    answers["GET /task/33/status"] = [.json(["status": "not allowed"])]
    answers["GET /run"] = [
      .json(
        Self.page([
          Self.run(50, 2, "completed"),
          Self.run(51, 3, "not allowed", log: "start\nallow: cox-risk-sets is missing\n\n"),
        ]))
    ]
    let proxy = FakeProxy(answers)
    let error = await #expect(throws: PolderError.self) {
      try await client(proxy).run(AlgorithmInput(method: "m"), name: "m", at: [OrganizationID(2), OrganizationID(3)])
    }
    #expect(error?.code == .algorithmSubtaskFailed)
    #expect(error?.object == "organization 3")
    #expect(error?.message.contains("'not allowed'") == true)
    #expect(error?.nextStep?.hasSuffix("allow: cox-risk-sets is missing") == true)
    #expect(await proxy.count("GET /result") == 0)
  }

  @Test("A part that completed without a result is a failure, not a gap")
  func tellsMissingResults() async throws {
    var answers = Self.finished
    answers["GET /result"] = [.json(Self.page([Self.result(51, ["x": 3]), Self.result(50, nil)]))]
    let proxy = FakeProxy(answers)
    let error = await #expect(throws: PolderError.self) {
      try await client(proxy).run(AlgorithmInput(method: "m"), name: "m", at: [OrganizationID(3), OrganizationID(2)])
    }
    #expect(error?.object == "organization 2")
  }

  @Test("Lists are read to their last page")
  func readsAllPages() async throws {
    let rows = (0..<3).map { JSONValue.object(["id": .integer($0), "name": .string("o\($0)")]) }
    let proxy = FakeProxy([
      "GET /organization": [
        .json(Self.page([rows[0]], next: true)), .json(Self.page([rows[1]], next: true)), .json(Self.page([rows[2]])),
      ]
    ])
    let organizations = try await client(proxy).organizations()
    #expect(organizations.map(\.name) == ["o0", "o1", "o2"])
    let queries = await proxy.calls.map { call in call.query.map { "\($0.name)=\($0.value)" } }
    #expect(queries.map { $0.first } == Array(repeating: "collaboration_id=1", count: 3))
    #expect(queries.map { $0[1] } == ["page=1", "page=2", "page=3"])
  }

  @Test("The organizations of a study are asked for by the study")
  func asksByStudy() async throws {
    let proxy = FakeProxy(["GET /organization": [.json(Self.page([]))]])
    _ = try await client(proxy, study: 5).organizations()
    #expect(await proxy.calls.first?.query.first?.name == "study_id")
  }

  @Test("A result kept as a blob is fetched")
  func fetchesBlobs() async throws {
    var answers = Self.finished
    let row: JSONValue = ["id": 50, "run": ["id": 50], "blob_storage_used": true, "result": "some-uuid"]
    answers["GET /result"] = [.json(Self.page([row]))]
    answers["GET /blobstream/some-uuid"] = [.json(["x": 7])]
    #expect(try await client(FakeProxy(answers)).results(of: TaskID(33)) == [RunID(50): ["x": 7]])
  }

  @Test("A text that is not the token of an algorithm is refused", arguments: ["", "abc", "a.b.c"])
  func refusesTokens(token: String) {
    let error = #expect(throws: PolderError.self) { try AlgorithmClient(channel: FakeProxy([:]), token: token) }
    #expect(error?.code == .algorithmEnvironment)
  }
}
