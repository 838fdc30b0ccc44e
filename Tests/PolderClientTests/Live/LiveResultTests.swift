import PolderClient
import PolderCore
import PolderTransport
import Testing

@Suite("Live: results", .timeLimit(.minutes(10)))
struct LiveResultTests {
  struct Mean: Codable, Equatable { let mean: Double, unit: String }

  @Test("Results are read as they come: a value of one's own type, a failure with its log, nothing")
  func reads() async throws {
    try await LiveStage.with { stage in
      let task = try await stage.task()
      let nodes = [try await stage.node(0), try await stage.node(1)]
      var runs: [Wire.Run] = []
      for node in nodes {
        let run = try await node.run(of: task.id)
        // Both have begun, so that the failure of one does not end the other.
        try await node.begin(run)
        runs.append(run)
      }
      try await nodes[0].finish(runs[0], result: #"{"mean": 49.5, "unit": "µg"}"#, log: "fine\n")
      try await nodes[1].finish(runs[1], .crashed, log: "ZeroDivisionError\n")
      let results = try await stage.admin.result.fromTask(task.id)
      #expect(Set(results.map(\.run)) == Set(runs.map(\.id)))
      let first = try #require(results.first { $0.organization == stage.organizations[0] })
      let second = try #require(results.first { $0.organization == stage.organizations[1] })
      #expect(first.status == "completed" && first.log == "fine\n")
      #expect(try first.decode(Mean.self) == Mean(mean: 49.5, unit: "µg"))
      #expect(second.status == "crashed" && second.log == "ZeroDivisionError\n")
      #expect(try second.value == nil)
      let missing = #expect(throws: PolderError.self) { try second.decode(Mean.self) }
      #expect(missing?.code == "result-missing")
      #expect(try await stage.admin.task.get(task.id).status == "crashed")
      let one = try await stage.admin.result.get(runs[0].id)
      #expect(one.id == runs[0].id && one.result == #"{"mean": 49.5, "unit": "µg"}"#)
      let stored = try await stage.admin.result.stored(runs[0].id)
      #expect(stored.result?.contains("mean") == false)
    }
  }

  @Test("The wait for results is woken by events and lasts until no run is open")
  func waits() async throws {
    try await LiveStage.with { stage in
      let task = try await stage.task()
      let admin = stage.admin
      let (asked, ask) = AsyncStream.makeStream(of: TaskProgress.self)
      // So seldom that only an event can end the wait. The Python server tells of a change before it has kept it
      // (deviation 18), so that who asks at once may be told the old state, and has to ask again.
      let interval = Duration.seconds(stage.isPython ? 1 : 3_600)
      async let waited = {
        defer { ask.finish() }
        return try await admin.waitForResults(of: task.id, interval: interval, progress: { ask.yield($0) })
      }()
      for await progress in asked {
        #expect(progress.task == task.id && progress.total == 2 && progress.ended == 0)
        break
      }
      for site in [0, 1] { try await stage.node(site).answer(task.id, "\(site)") }
      let results = try await waited
      #expect(Set(results.compactMap(\.organization)) == Set(stage.organizations))
      #expect(try Set(results.map { try $0.decode(Int.self) }) == [0, 1])
    }
  }

  @Test("A wait that must not last ends with an error, and the task goes on")
  func waitsNoLonger() async throws {
    try await LiveStage.with { stage in
      let task = try await stage.task()
      let error = await #expect(throws: PolderError.self) {
        try await stage.admin.waitForResults(of: task.id, timeout: .milliseconds(200))
      }
      #expect(error?.code == "client-wait-timeout")
      #expect(try await stage.admin.task.status(task.id) == "pending")
    }
  }

  @Test("All results come, however many pages the server gives them in (deviation 6)")
  func readsAll() async throws {
    try await LiveStage.with { stage in
      var organizations = stage.organizations
      for number in 1...10 {
        let root = stage.root
        let made = try await root.organization.create(name: "many \(number) \(stage.mark)")
        stage.leavings.add { try await root.organization.delete(made.id, deleteDependents: true) }
        try await root.collaboration.addOrganization(made.id, collaboration: stage.collaboration)
        _ = try await root.node.create(collaboration: stage.collaboration, organization: made.id)
        organizations.append(made.id)
      }
      let task = try await stage.admin.task.create(
        organizations: organizations, name: stage.name("many"), image: LiveStage.image, description: "",
        input: AlgorithmInput(method: "m"))
      #expect(try await stage.admin.run.list(task: task.id, page: 1, perPage: 5).all().count == 12)
      try await stage.node(0).answer(task.id, "1")
      try await stage.admin.task.kill(task.id)
      #expect(try await Set(stage.admin.run.fromTask(task.id).compactMap(\.organization?.id)) == Set(organizations))
      let results = try await stage.admin.waitForResults(of: task.id)
      #expect(Set(results.compactMap(\.organization)) == Set(organizations) && results.count == 12)
      #expect(results.count { $0.status == "killed by user" } == 11)
      #expect(try results.compactMap { try $0.value } == [1])
      var query = ListResults.Query()
      query.taskID = task.id
      query.page = PageRequest(page: 2, perPage: 8)
      #expect(try await stage.admin.result.list(query).data.count == 4)
    }
  }

  @Test("Events are told while they happen: a new task, a changed run, a kill")
  func tellsEvents() async throws {
    try await LiveStage.with { stage in
      try await stage.admin.withEvents { feed in
        let events = feed.subscribe()
        func next(_ name: EventName, _ isIt: (JSONValue) -> Bool) async {
          for await event in events { if case .event(name, let payload) = event, isIt(payload) { return } }
          Issue.record("The events ended without \(name.rawValue).")
        }
        let task = try await stage.task()
        await next(.newTask) { $0["id"] == .integer(task.id.rawValue) }
        let node = try await stage.node(0)
        let run = try await node.run(of: task.id)
        try await node.begin(run)
        await next(.statusUpdate) { $0["run_id"] == .integer(run.id.rawValue) }
        try await stage.admin.task.kill(task.id)
        await next(.killContainers) { $0["collaboration_id"] == .integer(stage.collaboration.rawValue) }
      }
    }
  }
}
