import PolderCore
import PolderService
import Synchronization
import Testing

@testable import PolderNode

@Suite("a server that was set back and gives numbers again", .timeLimit(.minutes(10)))
struct NodeReplacementTests {
  private static let two = Base64.encode(Array("[2]".utf8))

  /// Takes the run away, as an older backup does, and makes another one of its number.
  private func setBack(_ bench: TestBench) {
    bench.server.update {
      $0.runs = [1: StandInServer.Run(task: 1, image: "echo", input: Self.two, databases: [])]
      $0.createdAt = "2025-07-01T10:00:00"
    }
  }

  /// Tells the nodes of the other one.
  private func tell(_ bench: TestBench) {
    for socket in bench.server.state.withLock({ $0.sockets }) { socket.push(.newTask, ["id": 1]) }
  }

  @Test("a run that executes is ended and not told; the other of its number starts after that, and completes")
  func executing() async throws {
    let bench = try TestBench()
    try await bench.withNode {
      bench.server.add(1, image: "wait")
      let first = try #require(await bench.running(1))
      setBack(bench)
      tell(bench)
      let run = try #require(await bench.settled(1))
      #expect(run.status == "completed" && run.result == Self.two)
      #expect(!run.history.contains("killed by user") && !run.history.contains("crashed"))
      #expect(!first.isRunning)
    }
    #expect(bench.machine.executions == [RunID(1), RunID(1)])
  }

  @Test("a result that waits for the server does not become that of the other run")
  func waitingToBeTold() async throws {
    let bench = try TestBench()
    try await bench.withNode {
      bench.server.add(1, image: "wait")
      let first = try #require(await bench.running(1))
      let socket = try #require(bench.server.state.withLock { $0.sockets.first })
      let reports = bench.server.calls("PATCH /run/1")
      bench.server.update { $0.isDown = true }
      first.go()
      await bench.server.until { $0.calls.count { $0 == "PATCH /run/1" } > reports }
      let lists = bench.server.calls("GET /run")
      socket.lose()
      setBack(bench)
      tell(bench)
      // The node has seen the end of the connection when it asks what is new.
      await bench.server.until { $0.calls.count { $0 == "GET /run" } > lists }
      bench.server.update { $0.isDown = false }
      let run = try #require(await bench.settled(1))
      #expect(run.status == "completed" && run.result == Self.two)
    }
    #expect(bench.machine.executions == [RunID(1), RunID(1)])
  }

  @Test("nor does that of a run that got its place after the connection was lost, before runs were listed anew")
  func waitingForAPlace() async throws {
    let bench = try TestBench()
    bench.machine.update { $0.fetching = ["echo"] }
    try await bench.withNode {
      bench.server.add(1)
      await bench.machine.until { !$0.lookups.isEmpty }
      let socket = try #require(bench.server.state.withLock { $0.sockets.first })
      socket.lose()
      await bench.log.says("connection lost")
      setBack(bench)
      bench.machine.update { $0.fetching = [] }
      await bench.machine.until { !$0.removals.isEmpty }
      // The connection is there again.
      socket.push(.sync)
      let run = try #require(await bench.settled(1))
      #expect(run.status == "completed" && run.result == Self.two)
    }
    #expect(bench.machine.executions == [RunID(1), RunID(1)])
  }

  @Test("a run that has not begun is told of in the log and in the audit log", arguments: [true, false])
  func notBegun(isQueued: Bool) async throws {
    let bench = try TestBench()
    if !isQueued { bench.machine.update { $0.fetching = ["echo"] } }
    try await bench.withNode({ $0.maximumRuns = 1 }) {
      var first: FakeProcess?
      if isQueued {
        bench.server.add(2, image: "wait")
        first = await bench.running(2)
      }
      bench.server.add(1)
      await bench.machine.until { $0.lookups.contains { $0.image == "echo" } }
      if isQueued { try await bench.told("DecideRun", times: 2) }
      setBack(bench)
      tell(bench)
      await bench.log.says("given the run's number to another one")
      bench.machine.update { $0.fetching = [] }
      first?.go()
      #expect(await bench.settled(1)?.result == Self.two)
    }
    let told = try await bench.entries("DeliverReport", object: "run/1").map(\.record)
    #expect(told.map(\.outcome) == [.refused(400, "server"), .done])
    #expect(told.first?.reason == RunMachine.replacement)
    #expect(Set(told.map { $0.details["task_created_at"] }).count == 2, "both bear the number")
  }

  @Test("so is one that had just got its place")
  func justBegun() async throws {
    let bench = try TestBench()
    let node = bench.node()
    let journal = try await bench.journal()
    let failure = await NodeAudit.telling(of: node.configuration, node.parts, logger: node.logger) { audit in
      let agent = NodeAgent(
        node.configuration, node.parts, journal, audit, keys: nil, columns: [:], logger: node.logger, onReady: {})
      let driver = RunDriver(.sample(run: 1), input: nil, knownUnder: nil, services: await agent.services)
      driver.send(.replaced)
      #expect(await driver.run(.taken, release: {}) == .refused(RunMachine.replacement))
      return nil
    }
    #expect(failure == nil)
    #expect(try await bench.entries(object: "run/1").map(\.record.operation) == ["DeliverReport"])
    try journal.close()
  }

  @Test("nor does what an earlier process of the node left behind")
  func leftBehind() async throws {
    let bench = try TestBench()
    bench.server.add(1)
    try await bench.nodeDies(at: .after(.record(.judged)))
    setBack(bench)
    try await bench.withNode {
      let run = try #require(await bench.settled(1))
      #expect(run.status == "completed" && run.result == Self.two)
    }
    #expect(bench.machine.executions == [RunID(1), RunID(1)])
  }
}
