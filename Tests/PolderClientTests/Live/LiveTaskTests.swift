import PolderClient
import PolderCore
import Testing

@Suite("Live: tasks", .timeLimit(.minutes(10)))
struct LiveTaskTests {
  @Test("A task is made with all that was said, and has a run for each organization")
  func makes() async throws {
    try await LiveStage.with { stage in
      let input = AlgorithmInput(method: "summe", arguments: [1, 2.5], named: ["spalte": "größe"])
      let made = try await stage.task("made", input: input)
      let shown = try await stage.admin.task.get(made.id)
      #expect(shown.name == stage.name("made") && shown.image == LiveStage.image)
      #expect(shown.description == stage.name("d") && shown.status == "pending")
      #expect(shown.databases.map(\.label) == ["default"])
      #expect(shown.collaboration?.id == stage.collaboration && shown.parent == nil && shown.study == nil)
      #expect(shown.initOrg?.id == stage.organizations[0] && shown.initUser?.id == stage.adminID)
      #expect(try await stage.admin.task.status(made.id) == "pending")
      let runs = try await stage.admin.run.fromTask(made.id)
      #expect(Set(runs.compactMap(\.organization?.id)) == Set(stage.organizations))
      for site in [0, 1] {
        let asked = try await stage.node(site).answer(made.id, "1")
        #expect(try JSONValue(parsing: asked) == ["method": "summe", "args": [1, 2.5], "kwargs": ["spalte": "größe"]])
      }
    }
  }

  @Test("A task asks for databases with a query, a sheet or arguments")
  func asksForDatabases() async throws {
    try await LiveStage.with { stage in
      let made = try await stage.admin.task.create(
        organizations: [stage.organizations[0]], name: stage.name("databases"), image: LiveStage.image,
        description: "", input: AlgorithmInput(method: "m"), collaboration: stage.collaboration,
        databases: [
          Wire.DatabaseRequest(label: "patients", parameters: ["query": "SELECT 1"]),
          Wire.DatabaseRequest(label: "visits", parameters: ["sheet_name": "2026"]),
        ])
      let databases = try await stage.admin.task.get(made.id).databases
      #expect(databases.map(\.label) == ["patients", "visits"])
      let parameters = try databases.map { try JSONValue(parsing: Array(($0.parameters ?? "{}").utf8)) }
      #expect(parameters == [["query": "SELECT 1"], ["sheet_name": "2026"]])
    }
  }

  @Test("Tasks are found by what they are and by who made them")
  func finds() async throws {
    try await LiveStage.with { stage in
      let client = stage.admin.task
      let first = try await stage.task("first")
      let second = try await stage.task("second")
      let both: Set<TaskID> = [first.id, second.id]
      let job = try #require(first.jobID)
      func found(_ page: Page<Wire.Task>) -> Set<TaskID> { Set(page.data.map(\.id)) }
      #expect(try await client.list().data.map(\.id) == [second.id, first.id], "the newest first")
      #expect(try await found(client.list(collaboration: stage.collaboration)) == both)
      #expect(try await found(client.list(name: stage.name("second"))) == [second.id])
      #expect(try await found(client.list(initiatingOrg: stage.organizations[0], image: LiveStage.image)) == both)
      #expect(try await found(client.list(initiatingUser: stage.adminID, description: stage.name("d"))) == both)
      #expect(try await found(client.list(initiatingOrg: stage.organizations[1])) == [])
      #expect(try await found(client.list(job: job)) == [first.id])
      #expect(try await found(client.list(database: "default")) == both)
      #expect(try await found(client.list(userCreated: true)) == both)
      #expect(try await found(client.list(userCreated: false)) == [])
      #expect(try await client.list(page: 2, perPage: 1).data.map(\.id) == [first.id])
      let included = try await client.list(name: stage.name("first"), includeResults: true).data.first
      #expect(included?.results.items?.count == 2)
      let alone = try await client.get(first.id, includeResults: true)
      #expect(alone.results.items?.count == 2)
    }
  }

  @Test("Tasks are found by state and by run, where the Python server falls over it (deviation 4)")
  func findsByStateAndRun() async throws {
    try await LiveStage.with { stage in
      let client = stage.admin.task
      let task = try await stage.task()
      let run = try #require(try await stage.admin.run.fromTask(task.id).first)
      guard !stage.isPython else {
        await stage.refusal(500) { try await client.list(status: "pending") }
        await stage.refusal(500) { try await client.list(run: run.id) }
        return
      }
      #expect(try await client.list(status: "pending").data.map(\.id) == [task.id])
      #expect(try await client.list(status: "completed").data.isEmpty)
      #expect(try await client.list(run: run.id).data.map(\.id) == [task.id])
    }
  }

  @Test("A killed task is over, can not be killed again, and can be deleted")
  func killsAndDeletes() async throws {
    try await LiveStage.with { stage in
      let task = try await stage.task()
      #expect(try await stage.admin.task.kill(task.id).contains("\(task.id)"))
      #expect(try await stage.admin.task.get(task.id).status == "killed by user")
      let runs = try await stage.admin.run.fromTask(task.id)
      #expect(runs.count == 2 && runs.allSatisfy { $0.status == "killed by user" && $0.finishedAt != nil })
      let text = await stage.refusal(400) { try await stage.admin.task.kill(task.id) }
      #expect(text.contains("already finished"))
      try await stage.root.task.delete(task.id)
      await stage.refusal(404) { try await stage.root.task.get(task.id) }
      #expect(try await stage.admin.task.list().data.isEmpty)
    }
  }

  @Test("What an algorithm makes is found below its task, and stopped with it")
  func followsSubtasks() async throws {
    try await LiveStage.with { stage in
      let client = stage.admin.task
      let task = try await stage.task(at: [0])
      let node = try await stage.node(0)
      let run = try await node.run(of: task.id)
      try await node.begin(run)
      let child = try await node.makeSubtask(of: run, for: stage.organizations[1])
      let job = try #require(task.jobID)
      #expect(try await client.list(parent: task.id).data.map(\.id) == [child])
      #expect(try await client.list(job: job).data.map(\.id) == [child, task.id])
      #expect(try await client.list(userCreated: false).data.map(\.id) == [child])
      #expect(try await client.get(child).parent?.id == task.id)
      try await client.kill(task.id)
      #expect(try await client.get(child).status == "killed by user")
    }
  }

  @Test("A task for an organization without a node is refused, names it, and leaves nothing")
  func refusesNodeless() async throws {
    try await LiveStage.with { stage in
      try await stage.root.node.delete(stage.nodes[1].node.id)
      let text = await stage.refusal(400) { try await stage.task() }
      #expect(text.hasSuffix("organization(s): \(stage.organizations[1])."), "\(text)")
      #expect(try await stage.admin.task.list().data.isEmpty)
    }
  }

  @Test("Who is in none of a collaboration's organizations makes no tasks there")
  func refusesOutsiders() async throws {
    try await LiveStage.with { stage in
      let text = await stage.refusal(401) {
        try await stage.root.task.create(
          organizations: stage.organizations, name: stage.name("outside"), image: LiveStage.image, description: "",
          input: AlgorithmInput(method: "m"), collaboration: stage.collaboration)
      }
      #expect(text == "You can only create tasks for collaborations you are participating in!")
    }
  }
}
