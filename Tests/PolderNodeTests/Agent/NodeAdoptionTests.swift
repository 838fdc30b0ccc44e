import Foundation
import PolderCore
import Synchronization
import Testing

@testable import PolderNode

@Suite("what one process of a node leaves to the next", .timeLimit(.minutes(10)))
struct NodeAdoptionTests {
  @Test("a node that stops leaves its algorithm; the next one adopts it and delivers")
  func adopted() async throws {
    let bench = try TestBench()
    try await bench.withNode {
      bench.server.add(1, image: "wait")
      _ = await bench.running(1)
    }
    let process = try #require(bench.machine.process(bench.handle(1)))
    #expect(process.isRunning)
    #expect(bench.proxy.open.withLock { $0.isEmpty })
    try await bench.withNode {
      await bench.server.until { _ in bench.proxy.open.withLock { $0[RunID(1)]?.token == "container" } }
      process.go()
      #expect(await bench.finished(1)?.status == "completed")
    }
    #expect(bench.machine.executions == [RunID(1)])
  }

  @Test("an algorithm that ended while no node was there is delivered by the next")
  func endedMeanwhile() async throws {
    let bench = try TestBench()
    try await bench.withNode {
      bench.server.add(1, image: "wait")
      _ = await bench.running(1)
    }
    let process = try #require(bench.machine.process(bench.handle(1)))
    process.go()
    _ = try await process.ended()
    try await bench.withNode { #expect(await bench.finished(1)?.log?.contains("waited") == true) }
    #expect(bench.machine.executions.count == 1)
  }

  @Test("a machine that lost power: reported as crashed with the reason; started once more only if so configured")
  func power() async throws {
    let bench = try TestBench()
    try await bench.withNode {
      bench.server.add(1, image: "wait")
      bench.server.add(2, image: "wait")
      _ = await bench.running(1)
      _ = await bench.running(2)
    }
    bench.machine.losePower()
    bench.server.update { $0.runs[2] = nil }
    try await bench.withNode {
      let run = try #require(await bench.finished(1))
      #expect(run.status == "crashed" && run.log?.contains("lost power") == true && run.result == nil)
    }
    #expect(bench.machine.executions.count == 2)
  }

  @Test("with the steward's word a run whose processes are proved dead is started once more, from its input")
  func restarted() async throws {
    let bench = try TestBench()
    try await bench.withNode {
      bench.server.add(1, image: "wait", input: Base64.encode(Array("[1]".utf8)))
      _ = await bench.running(1)
    }
    bench.machine.losePower()
    try await bench.withNode({ $0.restartsProvenDead = true }) {
      await bench.server.until { _ in bench.machine.executions.count == 2 }
      bench.machine.process(bench.handle(1))?.go()
      let run = try #require(await bench.finished(1))
      #expect(run.status == "completed" && run.result == Base64.encode(Array("[1]".utf8)))
    }
    #expect(bench.machine.executions == [RunID(1), RunID(1)])
  }

  @Test("runs of a database made anew are other runs, though the numbers are the same")
  func newDatabase() async throws {
    let bench = try TestBench()
    try await bench.withNode {
      bench.server.add(1)
      _ = await bench.settled(1)
    }
    bench.server.update {
      $0.runs = [:]
      $0.createdAt = "2025-07-01T10:00:00"
    }
    try await bench.withNode {
      bench.server.add(1)
      #expect(await bench.finished(1)?.status == "completed")
    }
    #expect(bench.machine.executions.count == 2)
  }

  @Test("a run that was reported and that the server has open again is not executed again")
  func setBack() async throws {
    let bench = try TestBench()
    try await bench.withNode {
      bench.server.add(1)
      _ = await bench.settled(1)
    }
    bench.server.update { $0.runs[1]?.finished = nil }
    try await bench.withNode {
      let run = try #require(await bench.finished(1))
      #expect(run.status == "crashed" && run.log?.contains("reported the run before") == true)
    }
    #expect(bench.machine.executions.count == 1)
  }

  @Test("after a loss of the journal a forgotten execution is ended before the run starts anew")
  func lostJournal() async throws {
    let bench = try TestBench()
    try await bench.withNode {
      bench.server.add(1, image: "wait")
      _ = await bench.running(1)
    }
    let first = try #require(bench.machine.process(bench.handle(1)))
    for name in ["journal.sqlite", "journal.sqlite-wal", "journal.sqlite-shm"] {
      try? FileManager.default.removeItem(atPath: bench.place.path + "/data/" + name)
    }
    try await bench.withNode {
      await bench.server.until { _ in bench.machine.executions.count == 2 }
      #expect(!first.isRunning)
      bench.machine.process(bench.handle(1))?.go()
      #expect(await bench.finished(1)?.status == "completed")
    }
  }
}
