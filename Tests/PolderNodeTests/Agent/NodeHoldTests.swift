import Foundation
import PolderCore
import Synchronization
import Testing

@testable import PolderNode

@Suite("runs that wait for the steward", .timeLimit(.minutes(10)))
struct NodeHoldTests {
  private let input = Base64.encode(Array(#"{"method":"average","kwargs":{"column":"age"}}"#.utf8))

  private func folder(_ bench: TestBench) -> HoldFolder { HoldFolder(dataFolder: bench.place.path + "/data") }

  private func held(_ bench: TestBench, _ run: Int64) async throws -> HeldRun {
    try NodeFolders.makeFolder(folder(bench).path)
    let watch = try FolderWatch()
    let changes = try watch.changes(in: folder(bench).path)
    if let found = try folder(bench).run(RunID(run)) { return found }
    for await _ in changes { if let found = try folder(bench).run(RunID(run)) { return found } }
    throw CancellationError()
  }

  private func decide(_ bench: TestBench, _ run: Int64, _ isApproved: Bool, _ reason: String? = nil) throws {
    _ = try folder(bench).decide(RunID(run), isApproved: isApproved, reason: reason, steward: "ward", at: noon)
  }

  @Test("a run is held without a word to the server, and executed once it is approved")
  func approved() async throws {
    let bench = try TestBench()
    try await bench.withNode({ $0.policies.holds = [HoldRule()] }) {
      bench.server.add(7, input: input, databases: ["lung"])
      let waiting = try await held(bench, 7)
      #expect(waiting.record.method == "average" && waiting.record.arguments == ["column"])
      #expect(waiting.record.user == UserID(11) && waiting.record.databases == ["lung"])
      #expect(bench.server.run(7)?.status == "pending" && bench.server.calls("PATCH /run/7") == 0)
      #expect(bench.machine.executions.isEmpty)
      try decide(bench, 7, true)
      #expect(await bench.settled(7)?.status == "completed")
    }
    #expect(bench.machine.executions == [RunID(7)])
    try await bench.withNode {}
    #expect(try folder(bench).runs().isEmpty, "nothing stays of a run that is over")
  }

  @Test("a run that is refused tells its researcher why")
  func refused() async throws {
    let bench = try TestBench()
    try await bench.withNode({ $0.policies.holds = [HoldRule(methods: ["average"])] }) {
      bench.server.add(7, input: input)
      _ = try await held(bench, 7)
      try decide(bench, 7, false, "Ask the ethics board first.")
      let run = try #require(await bench.finished(7))
      #expect(run.status == "not allowed")
      #expect(run.log?.contains("Ask the ethics board first.") == true)
      #expect(run.log?.contains("policies.hold[0]") == true)
    }
    #expect(bench.machine.executions.isEmpty)
  }

  @Test("a run that waits takes no place")
  func noPlace() async throws {
    let bench = try TestBench()
    try await bench.withNode({
      $0.maximumRuns = 1
      $0.policies.holds = [HoldRule(users: ["31"])]
    }) {
      bench.server.add(1, user: 31)
      _ = try await held(bench, 1)
      bench.server.add(2)
      #expect(await bench.finished(2)?.status == "completed")
      #expect(bench.server.run(1)?.finished == nil)
    }
  }

  /// The sizes of the files in which opened inputs wait.
  private func spools(_ bench: TestBench) throws -> [Int] {
    let folder = bench.place.path + "/data/runs/"
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
    return try names.filter { $0.hasSuffix(".input") }.compactMap { try RunFile.size(folder + $0, limit: .max) }
  }

  @Test("runs that wait keep no large input in memory, and none from the opening of others")
  func manyWait() async throws {
    let bench = try TestBench()
    let text = #"{"method":"average","kwargs":{"x":"\#(String(repeating: "1", count: 40_000))"}}"#
    let large = Base64.encode(Array(text.utf8))
    let rule = HoldRule(methods: ["average"], users: ["31"])
    try await bench.withNode({ $0.policies.holds = [rule] }) {
      for run in 1...20 as ClosedRange<Int64> { bench.server.add(run, input: large, user: 31) }
      for run in 1...20 as ClosedRange<Int64> { #expect(try await held(bench, run).record.method == "average") }
      bench.server.add(30, input: large)
      #expect(await bench.finished(30)?.status == "completed")
      #expect(try spools(bench) == Array(repeating: text.utf8.count, count: 20))
      try decide(bench, 7, true)
      let run = try #require(await bench.settled(7))
      #expect(run.status == "completed")
      let isSame = run.result == large
      #expect(isSame)
      #expect(try spools(bench).count == 19)
    }
  }

  @Test("a word is heard in a folder that was made anew while the run waited", arguments: [true, false])
  func folderAnew(isMoved: Bool) async throws {
    let bench = try TestBench()
    try await bench.withNode({ $0.policies.holds = [HoldRule()] }) {
      bench.server.add(7, input: input)
      _ = try await held(bench, 7)
      let path = folder(bench).path
      if isMoved {
        try FileManager.default.moveItem(atPath: path, toPath: path + ".old")
      } else {
        try FileManager.default.removeItem(atPath: path)
      }
      // The node writes anew what waits.
      _ = try await held(bench, 7)
      try decide(bench, 7, true)
      #expect(await bench.settled(7)?.status == "completed")
    }
    #expect(bench.machine.executions == [RunID(7)])
  }

  @Test("a word that is said while no node runs counts at the next start")
  func betweenNodes() async throws {
    let bench = try TestBench()
    let holdAll: @Sendable (inout NodeConfiguration) -> Void = { $0.policies.holds = [HoldRule()] }
    bench.server.add(7, input: input)
    bench.server.add(8, input: input)
    try await bench.withNode(holdAll) {
      _ = try await held(bench, 7)
      _ = try await held(bench, 8)
    }
    #expect(bench.machine.executions.isEmpty)
    try decide(bench, 7, true)
    try decide(bench, 8, false, "no")
    try await bench.withNode(holdAll) {
      #expect(await bench.finished(7)?.status == "completed")
      #expect(await bench.finished(8)?.status == "not allowed")
    }
    #expect(bench.machine.executions == [RunID(7)])
  }

  @Test("an approval does not cover an image or an input that was exchanged meanwhile")
  func exchanged() async throws {
    let bench = try TestBench()
    let holdAll: @Sendable (inout NodeConfiguration) -> Void = { $0.policies.holds = [HoldRule()] }
    bench.machine.state.withLock { $0.digests["echo"] = "sha256:a" }
    bench.server.add(7, input: input)
    bench.server.add(8, input: input)
    try await bench.withNode(holdAll) {
      _ = try await held(bench, 7)
      _ = try await held(bench, 8)
    }
    try decide(bench, 7, true)
    try decide(bench, 8, true)
    let first = try #require(try folder(bench).run(RunID(7))?.record.binding)
    bench.machine.state.withLock { $0.digests["echo"] = "sha256:b" }
    bench.server.update { $0.runs[8]?.input = Base64.encode(Array("{}".utf8)) }
    try await bench.withNode(holdAll) {
      let watch = try FolderWatch()
      let changes = try watch.changes(in: folder(bench).path)
      func isAnew() throws -> Bool {
        let runs = try folder(bench).runs()
        return runs.count == 2 && runs.allSatisfy { $0.record.binding.digest == "sha256:b" && $0.decision == nil }
      }
      if try !isAnew() { for await _ in changes where try isAnew() { break } }
      #expect(try folder(bench).run(RunID(7))?.record.binding != first)
      #expect(bench.machine.executions.isEmpty)
    }
  }

  @Test("a run that is killed while it waits is over, and forgotten")
  func killed() async throws {
    let bench = try TestBench()
    try await bench.withNode({ $0.policies.holds = [HoldRule()] }) {
      bench.server.add(7, input: input)
      _ = try await held(bench, 7)
      bench.server.kill(7)
      await bench.server.until { $0.calls.contains("PATCH /run/7") }
      // What comes after it passes through the node's hands after it.
      var next: Int64 = 8
      while try folder(bench).run(RunID(7)) != nil {
        bench.server.add(next, input: input)
        _ = try await held(bench, next)
        next += 1
      }
      #expect(bench.server.run(7)?.status == "killed by user")
    }
    #expect(bench.machine.executions.isEmpty)
  }

  @Test("files of runs that ended while no node ran are removed at the next start")
  func leftovers() async throws {
    let bench = try TestBench()
    let holdAll: @Sendable (inout NodeConfiguration) -> Void = { $0.policies.holds = [HoldRule()] }
    bench.server.add(7, input: input)
    try await bench.withNode(holdAll) { _ = try await held(bench, 7) }
    bench.server.kill(7)
    try await bench.withNode(holdAll) {
      await bench.server.until { $0.calls.contains("GET /run/7") }
      bench.server.add(8, input: input)
      _ = try await held(bench, 8)
    }
    try await bench.withNode(holdAll) {}
    #expect(try folder(bench).run(RunID(7)) == nil)
  }
}
