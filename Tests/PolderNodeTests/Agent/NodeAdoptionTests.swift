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
      #expect(await bench.proxy.opened(RunID(1)) == "container")
      process.go()
      #expect(await bench.finished(1)?.status == "completed")
    }
    #expect(bench.machine.executions == [RunID(1)])
  }

  @Test("a proxy that can not be opened at once is no reason to give up an algorithm that runs")
  func noProxyYet() async throws {
    let bench = try TestBench()
    try await bench.withNode {
      bench.server.add(1, image: "wait")
      _ = await bench.running(1)
    }
    bench.proxy.failures.withLock { $0 = 2 }
    try await bench.withNode {
      #expect(await bench.proxy.opened(RunID(1)) == "container")
      bench.machine.process(bench.handle(1))?.go()
      #expect(await bench.finished(1)?.status == "completed")
    }
    #expect(bench.machine.executions == [RunID(1)])
  }

  @Test("a start that was written down and not begun is told as such, also where not even its folder was made")
  func noFolder() async throws {
    let bench = try TestBench()
    bench.server.add(1)
    try await bench.nodeDies(at: .before(.start))
    try FileManager.default.removeItem(atPath: bench.place.path + "/data/runs/000000001")
    try await bench.withNode {
      let run = try #require(await bench.finished(1))
      #expect(run.status == "crashed" && run.log?.contains("the algorithm was not started") == true)
    }
    #expect(bench.machine.executions.isEmpty)
  }

  @Test("a run is not started again with an input that was not kept whole")
  func noInput() async throws {
    let bench = try TestBench()
    bench.server.add(1)
    try await bench.nodeDies(at: .before(.start)) { $0.restartsProvenDead = true }
    let kept = bench.place.path + "/data/runs/000000001/input"
    // As a node leaves it that dies while it writes.
    try FileManager.default.moveItem(atPath: kept, toPath: kept + ".new")
    try await bench.withNode({ $0.restartsProvenDead = true }) {
      let run = try #require(await bench.finished(1))
      #expect(run.status == "crashed" && run.log?.contains("its input was not kept yet") == true)
    }
    #expect(bench.machine.executions.isEmpty)
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

  @Test("a server that has a reported run open again and is away is told when it is back")
  func setBackAndAway() async throws {
    let bench = try TestBench()
    try await bench.withNode {
      bench.server.add(1)
      _ = await bench.settled(1)
    }
    bench.server.update {
      $0.runs[1]?.finished = nil
      $0.answers["PATCH /run/1"] = [(503, "busy"), (500, "x")]
    }
    try await bench.withNode { #expect(await bench.finished(1)?.status == "crashed") }
  }

  @Test("what can not be found out for a moment is asked again, and no end of the run")
  func askedAgain() async throws {
    let bench = try TestBench()
    try await bench.withNode {
      bench.server.add(1, image: "wait")
      _ = await bench.running(1)
    }
    let busy = PolderError("node-run-lock", "Too many files are open.")
    bench.machine.update { $0.adoptionFailures = [busy, busy] }
    let process = try #require(bench.machine.process(bench.handle(1)))
    try await bench.withNode {
      process.go()
      #expect(await bench.finished(1)?.status == "completed")
    }
    #expect(bench.machine.executions == [RunID(1)])
  }

  @Test("a run of which nobody knows what became is ended as far as it can be, before it is given up")
  func lostRun() async throws {
    let bench = try TestBench()
    try await bench.withNode {
      bench.server.add(1, image: "wait")
      _ = await bench.running(1)
    }
    let process = try #require(bench.machine.process(bench.handle(1)))
    bench.machine.update { $0.lost = "its records are gone" }
    try await bench.withNode {
      let run = try #require(await bench.finished(1))
      #expect(run.status == "crashed" && run.log?.contains("its records are gone") == true)
    }
    #expect(try await process.ended()?.cause == .killed)
  }

  @Test("a run that can not be waited for is waited for anew, then ended and given up", arguments: [3, 4])
  func waitedAnew(failures: Int) async throws {
    let bench = try TestBench()
    let busy = PolderError("node-read", "Too many files are open.")
    bench.machine.update { $0.waitFailures = Array(repeating: busy, count: failures) }
    try await bench.withNode {
      bench.server.add(1, image: "wait")
      await bench.machine.until { $0.waitFailures.isEmpty && !$0.processes.isEmpty }
      let process = try #require(bench.machine.process(bench.handle(1)))
      if failures == 3 { process.go() }
      let run = try #require(await bench.finished(1))
      #expect(run.status == (failures == 3 ? "completed" : "crashed"))
      #expect(try await process.ended()?.cause == (failures == 3 ? .exit : .killed))
    }
  }

  @Test("a run whose proxy can not be opened yet goes on, and is no run that crashed")
  func withoutProxy() async throws {
    let bench = try TestBench()
    try await bench.withNode {
      bench.server.add(1, image: "wait")
      _ = await bench.running(1)
    }
    bench.proxy.failures.withLock { $0 = 2 }
    let process = try #require(bench.machine.process(bench.handle(1)))
    try await bench.withNode {
      process.go()
      #expect(await bench.finished(1)?.status == "completed")
    }
  }

  @Test("records of a run that may be alive stay, and go as soon as it is gone")
  func recordsStay() async throws {
    let bench = try TestBench()
    let folders = NodeFolders(root: bench.place.path + "/data").run(1)
    let isThere = { FileManager.default.fileExists(atPath: folders.supervisor) }
    bench.machine.update { $0.kept = [RunID(1)] }
    try await bench.withNode {
      bench.server.add(1)
      _ = await bench.finished(1)
      await bench.machine.until { $0.removals == [RunID(1)] }
    }
    #expect(isThere())
    try await bench.withNode {}
    #expect(isThere() && bench.machine.state.withLock { $0.removals.count } == 2)
    bench.machine.update { $0.kept = [] }
    try await bench.withNode {}
    #expect(!isThere() && !FileManager.default.fileExists(atPath: folders.task))
  }

  @Test("what is left of runs that ended before they began goes; what may belong to another server's run stays")
  func endedWhileAway() async throws {
    let bench = try TestBench()
    let folders = NodeFolders(root: bench.place.path + "/data")
    let address = bench.configuration().apiAddress
    let journal = try await bench.journal()
    for run in [4, 5, 6] as [Int64] {
      try folders.run(run).make(input: Array("{}".utf8), token: "t")
      // Of the fourth the journal knows nothing.
      guard run > 4 else { continue }
      let server = run == 5 ? address : "http://another/api"
      let assignment = RunAssignment(
        run: RunID(run), task: TaskID(run), job: JobID(run), collaboration: CollaborationID(1),
        organization: OrganizationID(2), image: "echo")
      let key = RunKey(server: server, run: RunID(run), taskCreatedAt: noon)
      try await journal.record(.accepted, of: assignment, key)
      if run == 6 { try await journal.record(.starting(token: "t"), of: assignment, key) }
    }
    try journal.close()
    let isThere = { FileManager.default.fileExists(atPath: folders.run($0).task) }
    try await bench.withNode { await bench.machine.until { Set($0.removals) == [RunID(4), RunID(5)] } }
    #expect(!isThere(4) && !isThere(5) && isThere(6))
    #expect(folders.runs() == [6])
    let again = try await bench.journal()
    #expect(try await again.unfinished().map(\.key.run) == [RunID(6)])
    try again.close()
  }

  @Test("what is left of a run is removed whole, although the node is stopped meanwhile")
  func removedWhole() async throws {
    let bench = try TestBench()
    bench.machine.update { $0.holdsRemovals = true }
    bench.server.add(1)
    let node = bench.node()
    let work = Task { try await node.run() }
    await bench.machine.until { $0.removals == [RunID(1)] }
    node.stop()
    await bench.server.until { $0.leftSockets > 0 }
    bench.machine.update { $0.holdsRemovals = false }
    try await work.value
    #expect(bench.machine.state.withLock { $0.cutShort.isEmpty })
    #expect(bench.machine.process(bench.handle(1)) == nil)
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
