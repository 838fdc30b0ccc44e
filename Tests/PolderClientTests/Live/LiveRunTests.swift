import PolderClient
import PolderCore
import PolderTransport
import Testing

@Suite("Live: runs", .timeLimit(.minutes(10)))
struct LiveRunTests {
  @Test("A run is shown with what its node told, alone and with its task")
  func shows() async throws {
    try await LiveStage.with { stage in
      let task = try await stage.task()
      let node = try await stage.node(1)
      let own = try await node.run(of: task.id)
      try await node.begin(own)
      let begun = try await stage.admin.run.get(own.id)
      #expect(begun.status == "active" && begun.startedAt == LiveNode.moment && begun.finishedAt == nil)
      #expect(begun.node.id == stage.nodes[1].node.id && begun.task?.id == task.id && begun.task?.task == nil)
      #expect(begun.assignedAt != nil)
      try await node.finish(own, result: "7", log: "eins\nzwei – drei\n")
      let ended = try await stage.admin.run.get(own.id, includeTask: true)
      #expect(ended.status == "completed" && ended.finishedAt == LiveNode.moment + .seconds(1))
      #expect(ended.log == "eins\nzwei – drei\n")
      #expect(ended.task?.task?.name == stage.name("t"))
      let all = try await stage.admin.run.fromTask(task.id, includeTask: true)
      #expect(all.count == 2 && all.allSatisfy { $0.task?.task?.id == task.id })
    }
  }

  @Test("Runs are found by task, organization, node and state")
  func finds() async throws {
    try await LiveStage.with { stage in
      let client = stage.admin.run
      let task = try await stage.task()
      let other = try await stage.task("other")
      let node = try await stage.node(0)
      let begun = try await node.run(of: task.id)
      try await node.begin(begun)
      try await node.finish(begun)
      let first = begun.id
      let second = try await stage.node(1).run(of: task.id).id
      #expect(try await Set(client.list(task: task.id).data.map(\.id)) == [first, second])
      #expect(try await client.list(task: task.id, state: "open").data.map(\.id) == [second])
      #expect(try await client.list(task: task.id, organization: stage.organizations[0]).data.map(\.id) == [first])
      #expect(try await client.list(task: task.id, node: stage.nodes[1].node.id).data.map(\.id) == [second])
      let ofNode = try await client.list(node: stage.nodes[1].node.id, includeTask: true, page: 1, perPage: 10)
      #expect(Set(ofNode.data.compactMap { $0.task?.task?.id }) == [task.id, other.id])
      #expect(try await client.list(task: task.id, page: 2, perPage: 1).data.map(\.id) == [first], "the newest first")
    }
  }

  @Test(
    "Runs are found by when something happened to them, where the Python server looks at one time only (deviation 4)")
  func findsByTime() async throws {
    try await LiveStage.with { stage in
      let client = stage.admin.run
      let task = try await stage.task()
      let node = try await stage.node(0)
      let run = try await node.run(of: task.id)
      try await node.begin(run)
      try await node.finish(run)
      let around = (LiveNode.moment - .seconds(60))...(LiveNode.moment + .seconds(60))
      // Days before: of the same day, the Python server compares texts (deviation 5).
      let before = (LiveNode.moment - .seconds(200_000))...(LiveNode.moment - .seconds(100_000))
      let late = try #require(Timestamp(text: "2999-01-01"))
      let early = try #require(Timestamp(text: "2000-01-01"))
      #expect(try await client.list(task: task.id, assigned: early...late).data.count == 2)
      let started = try await client.list(task: task.id, started: around).data.map(\.id)
      let finished = try await client.list(task: task.id, finished: around).data.map(\.id)
      #expect(try await client.list(task: task.id, started: before).data.isEmpty)
      #expect(try await client.list(task: task.id, finished: before).data.isEmpty)
      // There `…_from` means the time of assignment, which is when that server started (deviation 11).
      if !stage.isPython { #expect(started == [run.id] && finished == [run.id]) }
    }
  }

  @Test("Runs are found by a port that their algorithm offers, where the Python server falls over it (deviation 4)")
  func findsByPort() async throws {
    try await LiveStage.with { stage in
      let task = try await stage.task()
      let node = try await stage.node(0)
      let run = try await node.run(of: task.id)
      try await node.begin(run)
      let port: JSONValue = ["port": 8_888, "run_id": .integer(run.id.rawValue), "label": "com"]
      try await node.post("port", port)
      #expect(try await stage.admin.run.get(run.id).ports.map(\.port) == [8_888])
      guard !stage.isPython else {
        await stage.refusal(500) { try await stage.admin.run.list(task: task.id, port: 8_888) }
        return
      }
      #expect(try await stage.admin.run.list(task: task.id, port: 8_888).data.map(\.id) == [run.id])
      #expect(try await stage.admin.run.list(task: task.id, port: 8_889).data.isEmpty)
    }
  }
}
