import PolderClient
import PolderCore
import PolderTesting
import Testing

@Suite("Tasks at a server", .timeLimit(.minutes(10)))
struct TaskTests {
  static let moment = Timestamp(seconds: 1_790_000_000)

  static func ask(_ client: UserClient, _ federation: TestFederation, at sites: [Int]) async throws -> Wire.Task {
    try await client.task.create(
      collaboration: federation.collaboration, organizations: sites.map { federation.organizations[$0] },
      image: "img", input: AlgorithmInput(method: "m", arguments: [1], named: ["x": "é"]), databases: ["default"],
      name: "a task")
  }

  @Test("A task has a run for each organization, whose input is what the algorithm reads")
  func makesTasks() async throws {
    try await TestFederation.with { federation in
      let ada = try await federation.user("Researcher")
      let task = try await Self.ask(ada, federation, at: [0, 2])
      #expect(task.name == "a task")
      #expect(task.image == "img")
      #expect(try await ada.task.status(task.id) == "pending")
      #expect(try await ada.task.get(task.id).databases.map(\.label) == ["default"])
      #expect(try await ada.task.list().data.map(\.id) == [task.id])
      let runs = try await ada.run.fromTask(task.id)
      #expect(Set(runs.compactMap(\.organization?.id)) == [federation.organizations[0], federation.organizations[2]])
      #expect(runs.allSatisfy { $0.status == "pending" })
      let run = try await ada.run.get(runs[0].id)
      let input = Array((run.input ?? "").utf8)
      #expect(try JSONValue(parsing: input) == ["method": "m", "args": [1], "kwargs": ["x": "é"]])
      let stored = try await ada.run.get(runs[0].id, decryptInput: false)
      #expect(Base64.decode(stored.input ?? "") == input)
    }
  }

  @Test("A task for organizations without a node is refused in the contract's words, naming them")
  func refusesNodeless() async throws {
    var plan = TestFederation.Plan()
    plan.registered = 1
    try await TestFederation.with(plan) { federation in
      let refusal = await #expect(throws: RequestRefusal.self) {
        try await Self.ask(federation.root, federation, at: [0, 1, 2])
      }
      let missing = federation.organizations.dropFirst().map(\.description).joined(separator: ", ")
      #expect(refusal?.status == 400)
      #expect(
        refusal?.message == "Cannot create this task because there are no nodes registered for the following "
          + "organization(s): \(missing).")
      let tasks = try await federation.root.task.list().data
      #expect(tasks.isEmpty, "a refused task leaves nothing")
    }
  }

  @Test("Results are read as they come: values, failures with their log, what is encrypted")
  func readsResults() async throws {
    try await TestFederation.with { federation in
      let task = try await Self.ask(federation.root, federation, at: [0, 1, 2])
      let stored = [Base64.encode(#"{"mean": 2.5}"#.utf8), nil, "a2V5$aXY=$ZGF0YQ=="]
      let statuses: [RunStatus] = [.completed, .crashed, .completed]
      // A failure ends what others have not begun, so that the failing one comes last.
      for site in [0, 2, 1] {
        let node = try await federation.standIn(at: site)
        let own = federation.organizations[site]
        let run = try #require(try await node.openRuns(of: task.id).first { $0.organization?.id == own })
        try await node.begin(run.id, at: Self.moment)
        try await node.finish(
          run.id, statuses[site], result: stored[site], log: "log of \(site)", at: Self.moment + .seconds(1))
      }
      let results = try await federation.root.waitForResults(of: task.id)
      let bySite = federation.organizations.map { organization in results.first { $0.organization == organization } }
      #expect(bySite.map { $0?.status } == ["completed", "crashed", "completed"])
      #expect(bySite.map { $0?.log } == ["log of 0", "log of 1", "log of 2"])
      #expect(try bySite[0]?.decode([String: Double].self) == ["mean": 2.5])
      #expect(try bySite[1]?.value == nil)
      let error = #expect(throws: PolderError.self) { try bySite[2]?.value }
      #expect(error?.code == "result-encrypted")
      #expect(try await federation.root.result.get(results[0].run).id == results[0].run)
    }
  }
}
