import PolderCore
import PolderTesting
import Testing

@testable import PolderClient

@Suite("Events of a server", .timeLimit(.minutes(10)))
struct ServerEventTests {
  static func ask(_ client: UserClient, _ federation: TestFederation, at sites: [Int]) async throws -> TaskID {
    try await client.task.create(
      collaboration: federation.collaboration, organizations: sites.map { federation.organizations[$0] },
      image: "img", input: AlgorithmInput(method: "m")
    ).id
  }

  /// The next event of a name.
  static func next(_ name: EventName, of events: AsyncStream<FeedEvent>) async -> JSONValue? {
    for await event in events { if case .event(name, let payload) = event { return payload } }
    return nil
  }

  @Test("A new task, a changed run and a kill are pushed to a researcher of the collaboration")
  func pushes() async throws {
    try await TestFederation.with { federation in
      let ada = try await federation.user("Researcher")
      try await ada.withEvents { feed in
        let events = feed.subscribe()
        let task = try await Self.ask(federation.root, federation, at: [0])
        #expect(
          await Self.next(.newTask, of: events) == ["id": .integer(task.rawValue), "parent_id": nil])
        let node = try await federation.standIn(at: 0)
        let run = try #require(try await node.openRuns(of: task).first)
        try await node.begin(run.id, at: TaskTests.moment)
        #expect(await Self.next(.statusUpdate, of: events) == ["run_id": .integer(run.id.rawValue)])
        _ = try await federation.root.task.kill(task)
        let kill = await Self.next(.killContainers, of: events)
        #expect(kill?["kill_list"]?.array?.count == 1)
        #expect(kill?["kill_list"]?.array?.first?["run_id"] == .integer(run.id.rawValue))
        #expect(kill?["collaboration_id"] == .integer(federation.collaboration.rawValue))
      }
    }
  }

  @Test("What happens while the connection is gone is told when it is back, and only that")
  func fillsGaps() async throws {
    try await TestFederation.with { federation in
      try await federation.root.withEvents { feed in
        let events = feed.subscribe()
        let before = try await Self.ask(federation.root, federation, at: [0])
        #expect(await Self.next(.newTask, of: events)?["id"] == .integer(before.rawValue))
        // The feed waits before it comes back; the task is there long before that.
        try await federation.server.restart()
        let missed = try await Self.ask(federation.root, federation, at: [0])
        #expect(await Self.next(.newTask, of: events)?["id"] == .integer(missed.rawValue))
        let after = try await Self.ask(federation.root, federation, at: [0])
        var next: JSONValue?
        // Around a loss an event may be told twice.
        repeat { next = await Self.next(.newTask, of: events)?["id"] } while next == .integer(missed.rawValue)
        #expect(next == .integer(after.rawValue))
      }
    }
  }

  @Test("The wait for results is woken by events alone and lasts until no run is open")
  func wakesWaits() async throws {
    try await TestFederation.with { federation in
      let root = federation.root
      let task = try await Self.ask(root, federation, at: [0, 1])
      try await root.withEvents { feed in
        // Time does not pass: only events are left.
        let wait = ResultWait(task: task, result: root.result, sleep: ResultWaitTests.forever)
        async let results = wait.results(feed.subscribe())
        for site in [0, 1] {
          let node = try await federation.standIn(at: site)
          let own = federation.organizations[site]
          let run = try #require(try await node.openRuns(of: task).first { $0.organization?.id == own })
          try await node.begin(run.id, at: TaskTests.moment)
          try await node.finish(
            run.id, result: Base64.encode("\(site)".utf8), at: TaskTests.moment + .seconds(1))
        }
        #expect(try await results.map { try $0.value } == [0, 1])
      }
    }
  }

  @Test("A wait outlives a restart of the server")
  func outlivesRestarts() async throws {
    try await TestFederation.with { federation in
      let task = try await Self.ask(federation.root, federation, at: [0])
      try await federation.root.withEvents { feed in
        async let results = federation.root.waitForResults(of: task, feed: feed)
        try await federation.server.restart()
        let node = try await federation.standIn(at: 0)
        let run = try #require(try await node.openRuns(of: task).first)
        try await node.finish(run.id, result: Base64.encode("7".utf8), at: TaskTests.moment)
        #expect(try await results.map { try $0.value } == [7])
      }
    }
  }

  @Test("Work with events that is cancelled, or fails, ends at once and closes the connection")
  func ends() async throws {
    struct Failure: Error {}
    try await TestFederation.with { federation in
      let root = federation.root
      await #expect(throws: Failure.self) { try await root.withEvents { _ -> Int in throw Failure() } }
      let task = try await Self.ask(root, federation, at: [0])
      let (begun, begin) = AsyncStream.makeStream(of: Void.self)
      let waiting = Task {
        try await root.withEvents { feed in
          begin.yield()
          return try await root.waitForResults(of: task, feed: feed)
        }
      }
      for await _ in begun { break }
      waiting.cancel()
      await #expect(throws: CancellationError.self) { try await waiting.value }
    }
  }
}
