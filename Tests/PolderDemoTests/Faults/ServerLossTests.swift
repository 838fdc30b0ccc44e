import PolderClient
import PolderCore
import PolderTesting
import Testing

/// What becomes of runs whose server, or whose node, is not there.
@Suite(.timeLimit(.minutes(10)))
struct ServerLossTests {
  @Test("a task for a node that is away waits as pending, and is run once the node comes")
  func noNode() async throws {
    try await ProcessFederation.with([SitePlan.plain("noord").unstarted]) { federation in
      let task = try await federation.ask("one", at: ["noord"])
      #expect(try await federation.researcher.run.fromTask(task).map(\.status) == ["pending"])
      #expect(try await federation.root.node.get(federation.site("noord").node).status != "online")
      try await federation.site("noord").start()
      let result = try await federation.result(of: task)
      #expect(result.status == "completed")
      #expect(try result.value == 1)
    }
  }

  @Test("a server that is killed and comes back gets the report of a run that ended meanwhile; it ran once")
  func serverKilled() async throws {
    try await ProcessFederation.with([SitePlan.plain("noord")]) { federation in
      let site = try federation.site("noord")
      let events = federation.feed.subscribe()
      let task = try await federation.ask("gated", at: ["noord"])
      // Who waits all the time is not thrown off by the loss.
      async let waiting = federation.result(of: task)
      let run = try await federation.printed("up", by: task, events)
      try await federation.crashServer()
      try site.openGate()
      try await site.logged("the algorithm ended")
      #expect(Traces.algorithms(of: federation.folder.path, run: run.rawValue).isEmpty)
      try await federation.startServer()
      let result = try await waiting
      #expect(result.status == "completed")
      #expect(try result.value == 1, "a second start would have made it 11")
      #expect(try await federation.researcher.run.get(run).finishedAt != nil)
    }
  }

  @Test("killing a task ends all processes of its run, and the run says so")
  func kill() async throws {
    var plan = SitePlan.plain("noord")
    plan.scripts["tree"] = "(trap '' TERM; sleep 600 & sleep 600 & wait) & setsid sleep 600 & echo up; wait"
    try await ProcessFederation.with([plan]) { federation in
      let events = federation.feed.subscribe()
      let task = try await federation.ask("tree", at: ["noord"])
      let run = try await federation.printed("up", by: task, events)
      #expect(Traces.algorithms(of: federation.folder.path, run: run.rawValue).count >= 4)
      _ = try await federation.root.task.kill(task)
      let result = try await federation.result(of: task)
      #expect(result.status == "killed by user")
      try await federation.site("noord").logged("reported")
      let left = Traces.algorithms(of: federation.folder.path, run: run.rawValue)
      #expect(left.isEmpty, "\(left.map(Traces.describe))")
      #expect(try await federation.result(of: "one", at: "noord").value == 1)
    }
  }
}
