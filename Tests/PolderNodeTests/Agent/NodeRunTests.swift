import Foundation
import PolderCore
import Synchronization
import Testing

@testable import PolderNode

@Suite("a node at its server", .timeLimit(.minutes(10)))
struct NodeRunTests {
  @Test("a run is taken up, executed and reported; no file of it stays")
  func whole() async throws {
    let bench = try TestBench()
    try await bench.withNode {
      bench.server.add(7, input: Base64.encode(Array(#"{"method":"x"}"#.utf8)))
      let run = try #require(await bench.settled(7))
      #expect(run.status == "completed")
      #expect(run.result == Base64.encode(Array(#"{"method":"x"}"#.utf8)))
      #expect(run.started != nil && run.started?.contains(".") == true, "the incumbent wants a fraction")
      #expect(run.history == ["active", "completed"] || run.history == ["completed"])
      let lines = try #require(run.log).split(separator: "\n")
      #expect(lines.first == "echoed")
      #expect(ReleaseNotice(line: try #require(lines.last))?.bytes == 14)
      await bench.server.until { state in
        state.emitted.contains { $0.name == "algorithm_status_change" && $0.payload?["status"] == "completed" }
      }
      let change = bench.server.state.withLock { state in
        state.emitted.last { $0.name == "algorithm_status_change" }?.payload
      }
      #expect(change?["run_id"] == 7 && change?["node_id"] == 9 && change?["organization_id"] == 2)
      #expect(change?["collaboration_id"] == 1 && change?["parent_id"] == .null)
    }
    // What a node had no time to remove, the next one does.
    try await bench.withNode {}
    #expect(try FileManager.default.contentsOfDirectory(atPath: bench.place.path + "/data/runs").isEmpty)
    #expect(bench.proxy.open.withLock { $0.isEmpty })
    let journal = try await bench.journal()
    #expect(try await journal.released().map(\.notice?.bytes) == [14])
    #expect(try await journal.unfinished().isEmpty)
  }

  @Test("a run costs four calls besides the listing")
  func calls() async throws {
    let bench = try TestBench()
    try await bench.withNode {
      let before = bench.server.state.withLock { $0.calls.count }
      bench.server.add(7, image: "wait")
      try #require(await bench.running(7)).go()
      _ = await bench.finished(7)
      let calls = bench.server.state.withLock { $0.calls.dropFirst(before) }
      #expect(calls.count { $0 == "PATCH /run/7" } == 3)
      #expect(calls.count { $0 == "POST /token/container" } == 1)
      #expect(calls.count { $0 == "GET /run" } == 1)
      #expect(calls.count == 5, "\(calls)")
    }
  }

  @Test("runs that wait at the start are taken up, and the server is told of databases and policies")
  func sync() async throws {
    let bench = try TestBench()
    try bench.place.write("age\n61\n", to: "lung.csv")
    let uri = bench.place.path + "/lung.csv"
    for run in 1...12 as ClosedRange<Int64> { bench.server.add(run) }
    try await bench.withNode({
      $0.databases = [NodeDatabase(label: "lung", uri: uri, type: "csv")]
      $0.policies.algorithms = ["echo"]
    }) {
      for run in 1...12 as ClosedRange<Int64> { #expect(await bench.finished(run)?.status == "completed") }
      let info = bench.server.state.withLock { $0.emitted.first { $0.name == "node_info_update" }?.payload }
      #expect(info?["database_labels"] == ["lung"])
      #expect(info?["database_types"] == ["db_type_lung": "csv"])
      #expect(info?["database_columns"] == ["columns_lung": ["age"]])
      #expect(info?["allowed_algorithms"] == ["echo"] && info?["encryption"] == false)
    }
    #expect(Set(bench.machine.executions).count == 12 && bench.machine.executions.count == 12)
  }

  @Test("an unknown image and one that policies refuse are reported without a start")
  func refused() async throws {
    let bench = try TestBench()
    try await bench.withNode({ $0.policies.algorithms = ["echo", "unknown"] }) {
      bench.server.add(1, image: "unknown")
      bench.server.add(2, image: "wait")
      let unknown = try #require(await bench.finished(1))
      #expect(unknown.status == "non-existing Docker image")
      #expect(unknown.log?.contains("There is no such image.") == true)
      let refused = try #require(await bench.finished(2))
      #expect(refused.status == "not allowed")
      #expect(refused.log?.contains("policies.allowed_algorithms") == true)
    }
    #expect(bench.machine.executions.isEmpty)
    #expect(bench.server.calls("POST /token/container") == 0)
  }

  @Test("an organization's name is asked for when policies name one")
  func organizationName() async throws {
    let bench = try TestBench()
    try await bench.withNode({ $0.policies.organizations = ["Research"] }) {
      bench.server.add(1)
      #expect(await bench.finished(1)?.status == "completed")
    }
    #expect(bench.server.calls("GET /organization/4") == 1)
  }

  @Test("an unknown database is told in the run's log; the algorithm gets no variables for it")
  func unknownDatabase() async throws {
    let bench = try TestBench([
      "look": { process in
        process.write(Array("\(process.variables.keys.contains { $0.hasSuffix("_DATABASE_URI") })".utf8))
        return .success()
      }
    ])
    try await bench.withNode {
      bench.server.add(1, image: "look", databases: ["lnug"])
      let run = try #require(await bench.finished(1))
      #expect(run.log?.contains("no database 'lnug'") == true)
      #expect(run.result == Base64.encode(Array("false".utf8)))
    }
  }

  @Test("an input that is not base64 fails with a reason")
  func badInput() async throws {
    let bench = try TestBench()
    try await bench.withNode {
      bench.server.add(1, input: "not base64!")
      let run = try #require(await bench.finished(1))
      #expect(run.status == "failed" && run.log?.contains("base64") == true)
    }
    #expect(bench.machine.executions.isEmpty)
  }

  @Test("an input that is only named, as one in a store for large data, starts no algorithm")
  func blobInput() async throws {
    let bench = try TestBench()
    try await bench.withNode {
      bench.server.add(1, input: "8e641962-c92d-4ebd-8825-770aec52121e")
      let run = try #require(await bench.finished(1))
      #expect(run.status == "failed" && run.log?.isEmpty == false)
    }
    #expect(bench.machine.executions.isEmpty)
  }

  @Test("a runtime that can not start a run: the reason reaches the researcher")
  func startFails() async throws {
    let bench = try TestBench()
    bench.machine.state.withLock {
      $0.failure = PolderError(.runtimeStartFailed, "No memory for a sandbox.", nextStep: "Add some.")
    }
    try await bench.withNode {
      bench.server.add(1)
      let run = try #require(await bench.finished(1))
      #expect(run.status == "start failed" && run.log?.contains("No memory for a sandbox. Add some.") == true)
    }
  }

  @Test("over its limits, and badly ended: the log says which")
  func limits() async throws {
    let bench = try TestBench([
      "hog": { _ in RuntimeExit(cause: .memory, signal: 9) }, "bad": { _ in RuntimeExit(cause: .exit, code: 3) },
    ])
    try await bench.withNode {
      bench.server.add(1, image: "hog")
      bench.server.add(2, image: "bad")
      let hog = try #require(await bench.finished(1))
      #expect(hog.status == "crashed" && hog.log?.contains("runtime.limits.memory_mb") == true)
      let bad = try #require(await bench.finished(2))
      #expect(bad.status == "crashed" && bad.log?.contains("exit code 3") == true && bad.result == nil)
    }
  }

  @Test("bytes of any kind arrive as they are; too many of them do not leave")
  func outputs() async throws {
    let bench = try TestBench([
      "binary": { process in
        process.write([0xFF, 0x00, 0xFE])
        return .success()
      },
      "large": { process in
        process.write([UInt8](repeating: 120, count: 2_000))
        return .success()
      },
    ])
    try await bench.withNode({ $0.outputLimit = 1_000 }) {
      bench.server.add(1, image: "binary")
      bench.server.add(2, image: "large")
      #expect(await bench.finished(1)?.result == Base64.encode([0xFF, 0x00, 0xFE]))
      let large = try #require(await bench.finished(2))
      #expect(large.status == "failed" && large.result == nil && large.log?.contains("2000 bytes") == true)
    }
  }

  @Test("a result that the disclosure rules hold back: the line to add reaches the researcher")
  func disclosure() async throws {
    let bench = try TestBench([
      "cox": { process in
        process.write(Array(#"{"sums": [1.5]}"#.utf8))
        process.write(
          DisclosureDeclaration([.init("/sums", .coxRiskSets)]).json.bytes, suffix: DisclosureDeclaration.fileSuffix)
        return .success()
      }
    ])
    try await bench.withNode {
      bench.server.add(1, image: "cox")
      let run = try #require(await bench.finished(1))
      #expect(run.status == "failed" && run.result == nil)
      #expect(run.log?.contains("disclosure: {allow: [cox-risk-sets]}") == true)
    }
    try await bench.withNode({ $0.disclosure.allow = ["cox-risk-sets"] }) {
      bench.server.add(2, image: "cox")
      let run = try #require(await bench.finished(2))
      #expect(run.status == "completed" && run.log?.contains("allow: cox-risk-sets") == true)
    }
    let journal = try await bench.journal()
    #expect(try await journal.released().first?.notice?.lines.contains("allow: cox-risk-sets") == true)
  }

  @Test("what is printed is sent while the run goes on, unless logs are not shared")
  func liveLog() async throws {
    let bench = try TestBench()
    try await bench.withNode {
      bench.server.add(1, image: "wait")
      let process = try #require(await bench.running(1))
      process.print("iteration 1\n")
      await bench.server.until { $0.emitted.contains { $0.name == "algorithm_log" } }
      let log = bench.server.state.withLock { $0.emitted.first { $0.name == "algorithm_log" }?.payload }
      #expect(log?["log"] == "iteration 1\n" && log?["run_id"] == 1 && log?["collaboration_id"] == 1)
      process.go()
      _ = await bench.finished(1)
    }
    try await bench.withNode({ $0.sharesLogs = false }) {
      bench.server.add(2, image: "wait")
      let process = try #require(await bench.running(2))
      process.print("age 61\n")
      process.go()
      #expect(await bench.finished(2)?.log?.contains("waited") == false)
      let logs = bench.server.state.withLock { $0.emitted.filter { $0.name == "algorithm_log" } }
      #expect(logs.allSatisfy { $0.payload?["run_id"] == 1 })
    }
  }

  @Test("a subtask runs while its parent holds the only place")
  func subtask() async throws {
    let bench = try TestBench()
    try await bench.withNode({ $0.maximumRuns = 1 }) {
      bench.server.add(1, task: 1, image: "wait")
      let parent = try #require(await bench.running(1))
      bench.server.add(2, task: 2, image: "wait")
      bench.server.add(3, task: 3, parent: 1)
      #expect(await bench.finished(3)?.status == "completed")
      #expect(bench.server.run(2)?.started == nil, "two main tasks on one place")
      parent.go()
      try #require(await bench.running(2)).go()
      _ = await bench.finished(2)
    }
  }
}
