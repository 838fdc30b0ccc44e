import PolderCore
import Testing

@testable import PolderNode

/// A node that dies at each step of a run's life; `make chaos` does it with SIGKILL, five hundred times.
@Suite("a node that dies at every step", .timeLimit(.minutes(10)))
struct NodeDeathTests {
  /// All that a node does for one run, in about this order.
  private static let effects: [Mortal.Effect] = [
    .list, .record(.accepted), .claim, .token, .place, .record(.starting), .start, .record(.started), .announce, .wait,
    .record(.judged), .deliver, .record(.delivered), .remove,
  ]
  static let moments: [Mortal.Moment] = effects.flatMap { [.before($0), .after($0)] }
  /// Those after which an algorithm waits to be let go.
  static let waiting: [Mortal.Moment] = [
    .after(.start), .before(.record(.started)), .after(.record(.started)), .before(.announce), .after(.announce),
    .before(.wait),
  ]

  /// Lets the run's algorithm go once it runs, while the body runs.
  private func lettingGo<T: Sendable>(_ bench: TestBench, _ body: @Sendable () async throws -> T) async throws -> T {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await bench.running(1)?.go() }
      defer { group.cancelAll() }
      return try await body()
    }
  }

  @Test(
    "whatever the moment, the next node brings the run to a true end, executed once",
    arguments: moments, [false, true])
  func dies(_ moment: Mortal.Moment, _ restarts: Bool) async throws {
    let bench = try TestBench()
    bench.server.add(1, image: "wait")
    try await lettingGo(bench) { try await bench.nodeDies(at: moment) { $0.restartsProvenDead = restarts } }
    bench.machine.process(bench.handle(1))?.go()
    let run = try await lettingGo(bench) {
      try await bench.withNode({ $0.restartsProvenDead = restarts }) { try #require(await bench.settled(1)) }
    }
    let executions = bench.machine.executions.count
    #expect(executions == (run.status == "completed" ? 1 : 0))
    #expect(run.result == (run.status == "completed" ? "e30=" : nil))
    switch moment {
    case .after(.record(.starting)), .before(.start):
      #expect(run.status == (restarts ? "completed" : "crashed"))
    case .before(.place), .after(.place):
      // The step is written down meanwhile, or is not.
      #expect(run.status == "completed" || !restarts)
    default: #expect(run.status == "completed")
    }
    if run.status == "crashed" { #expect(run.log?.contains("the algorithm was not started") == true) }
    #expect(run.history.count { RunStatus(rawValue: $0)?.isFinished == true } == 1)
    try await bench.withNode({ $0.restartsProvenDead = restarts }) {}
    #expect(bench.machine.executions.count == executions, "a third node has nothing to do")
    #expect(bench.server.run(1)?.history == run.history)
  }

  @Test("the next node dies as well, while it adopts the run or reports it: it ran once", arguments: waiting)
  func diesAgain(_ moment: Mortal.Moment) async throws {
    let moments: [Mortal.Moment] = [
      .before(.adopt), .after(.adopt), .before(.wait), .after(.wait), .before(.deliver),
    ]
    for second in moments {
      let bench = try TestBench()
      bench.server.add(1, image: "wait")
      try await bench.nodeDies(at: moment)
      let process = try #require(bench.machine.process(bench.handle(1)))
      switch second {
      case .before(.wait): try await bench.nodeDies(at: second)
      case .after(.wait):
        // Not before this node has found it running: it would not wait for one that has ended.
        let told = bench.server.calls("PATCH /run/1")
        try await withThrowingTaskGroup(of: Void.self) { group in
          group.addTask {
            await bench.server.until { $0.calls.count { $0 == "PATCH /run/1" } > told }
            process.go()
          }
          defer { group.cancelAll() }
          try await bench.nodeDies(at: second)
        }
      default:
        // One that ended while no node was there is not waited for.
        process.go()
        _ = try await process.ended()
        try await bench.nodeDies(at: second)
      }
      process.go()
      try await bench.withNode { #expect(await bench.settled(1)?.status == "completed") }
      #expect(bench.machine.executions == [RunID(1)])
      #expect(bench.server.run(1)?.result == "e30=")
    }
  }

  @Test("what is killed while the node is dead is ended by the next one", arguments: waiting)
  func killedMeanwhile(_ moment: Mortal.Moment) async throws {
    let bench = try TestBench()
    bench.server.add(1, image: "wait")
    try await bench.nodeDies(at: moment)
    let process = try #require(bench.machine.process(bench.handle(1)))
    #expect(process.isRunning)
    bench.server.kill(1)
    let exit = try await bench.withNode { try await process.ended() }
    #expect(exit?.cause == .killed)
    #expect(bench.machine.executions == [RunID(1)])
    #expect(bench.server.run(1)?.status == "killed by user")
  }
}
