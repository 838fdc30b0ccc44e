import Foundation
import PolderCore
import PolderService
import PolderTransport
import Testing

@testable import PolderNode

@Suite("a node tells its audit log what it does", .timeLimit(.minutes(10)))
struct NodeAuditRunTests {
  @Test("a whole run, from the decision to the delivery; the chain holds")
  func whole() async throws {
    let bench = try TestBench()
    let input = Array(#"{"method":"mean"}"#.utf8)
    try await bench.withNode {
      bench.server.add(1, input: Base64.encode(input), databases: ["lung"])
      _ = await bench.settled(1)
    }
    let run = try await bench.entries(object: "run/1").map(\.record)
    #expect(run.map(\.operation) == ["DecideRun", "StartRun", "EndRun", "SendReport", "DeliverReport"])
    #expect(run.allSatisfy { $0.principal == "user:11" && $0.organization == 4 && $0.outcome == .done })
    #expect(run.first?.details["databases"] == "lung" && run.first?.details["method"] == "mean")
    let left = try #require(run.first { $0.operation == "SendReport" })
    #expect(left.details["sha256"] == AuditHash.text(of: input) && left.details["bytes"] == "\(input.count)")
    #expect(left.details["encryption"] == "none" && left.details["recipient_fingerprint"] == nil)
    let all = try await bench.entries().map(\.record)
    #expect(all.first?.operation == "StartNode" && all.last?.operation == "StopNode")
    #expect(all.contains { $0.operation == "LogInNode" && $0.principal == "node:9" })
    #expect(try await bench.verdict().isWhole)
  }

  @Test("the log can be read and proved while the node runs")
  func beside() async throws {
    let bench = try TestBench()
    try await bench.withNode {
      bench.server.add(1, image: "wait")
      let process = try #require(await bench.running(1))
      try await bench.told("StartRun")
      #expect(try await bench.verdict().isWhole)
      process.go()
      #expect(await bench.finished(1)?.status == "completed")
    }
  }

  @Test("when a report reaches the server, its entry is in the file")
  func before() async throws {
    let bench = try TestBench()
    let seen = Shared<[String]>([])
    let server = WatchedServer(server: bench.server) { report in
      let told = try await bench.entries("SendReport").last?.record.details["sha256"]
      let result = report["result"]?.string.flatMap { Base64.decode($0) } ?? []
      seen.change { $0.append(told == AuditHash.text(of: result) ? "told" : "untold") }
    }
    let parts = NodeParts(
      runtime: FakeRuntime(machine: bench.machine), proxy: bench.proxy, channel: server,
      makeSocket: { FakeSocket(bench.server, authorization: $0) }, changes: ChangeSignal(), retries: .never,
      now: { noon }, pause: { _ in for await _ in AsyncStream<Void>.makeStream().stream {} })
    let node = NodeService(bench.configuration(), parts: parts, logger: AuditFixture.logger)
    async let work: Void = node.run()
    bench.server.add(1)
    #expect(await bench.finished(1)?.status == "completed")
    node.stop()
    try await work
    #expect(seen.value == ["told"])
  }

  @Test("while the audit log can not be written nothing leaves; then everything does")
  func unwritable() async throws {
    let bench = try TestBench()
    try await bench.withNode {
      bench.server.add(1, image: "wait")
      let process = try #require(await bench.running(1))
      try await bench.told("StartRun")
      let calls = bench.server.calls("PATCH /run/1")
      try OtherHand.change(bench.auditFile, "UPDATE polder_audit_head SET id = 2")
      process.go()
      let journal = bench.place.path + "/data/journal.sqlite"
      while try OtherHand.text(journal, "SELECT phase FROM run") != "judged" { await Task.yield() }
      for _ in 0..<50 {
        #expect(try await bench.entries("SendReport").isEmpty)
        #expect(bench.server.run(1)?.finished == nil)
      }
      #expect(bench.server.calls("PATCH /run/1") == calls)
      try OtherHand.change(bench.auditFile, "UPDATE polder_audit_head SET id = 1")
      #expect(await bench.finished(1)?.result != nil)
      try await bench.told("DeliverReport")
    }
    let told = try await bench.entries(object: "run/1").map(\.record.operation)
    #expect(told.suffix(2) == ["SendReport", "DeliverReport"])
    #expect(try await bench.verdict().isWhole)
  }

  @Test("a node that ends between entry and delivery: the next one delivers, and what left is told once")
  func between() async throws {
    let bench = try TestBench()
    try await bench.withNode {
      bench.server.add(1, image: "wait")
      let process = try #require(await bench.running(1))
      bench.server.update { $0.isDown = true }
      process.go()
      try await bench.told("SendReport")
    }
    #expect(bench.server.run(1)?.finished == nil)
    #expect(try await bench.entries("DeliverReport").isEmpty)
    bench.server.update { $0.isDown = false }
    try await bench.withNode { #expect(await bench.finished(1)?.status == "completed") }
    #expect(try await bench.entries("SendReport").count == 1)
    #expect(try await bench.entries("DeliverReport").count == 1)
    #expect(try await bench.entries("AdoptRun").count == 1)
    #expect(try await bench.verdict().isWhole)
  }

  @Test("a journal that fails between entry and delivery: nothing leaves, and the next process tells it no second time")
  func journal() async throws {
    let bench = try TestBench()
    let journal = bench.place.path + "/data/journal.sqlite"
    try await bench.withNode {
      bench.server.add(1, image: "wait")
      let process = try #require(await bench.running(1))
      while try OtherHand.text(journal, "SELECT phase FROM run") != "started" { await Task.yield() }
      try OtherHand.change(journal, "ALTER TABLE run RENAME TO gone")
      process.go()
      try await bench.told("SendReport")
      #expect(bench.server.run(1)?.finished == nil)
    }
    try OtherHand.change(journal, "ALTER TABLE gone RENAME TO run")
    try await bench.withNode { #expect(await bench.finished(1)?.status == "completed") }
    #expect(try await bench.entries("SendReport").count == 1)
    #expect(try await bench.entries("DeliverReport").count == 1)
  }

  @Test("what an algorithm prints is told before it is sent")
  func live() async throws {
    let bench = try TestBench([
      "chatty": { process in
        process.print("half way\n")
        await process.wait()
        return .success(printing: "half way\n")
      }
    ])
    try await bench.withNode {
      bench.server.add(1, image: "chatty")
      await bench.server.until { state in state.emitted.contains { $0.name == "algorithm_log" } }
      let told = try await bench.entries("SendLog").map(\.record.object)
      #expect(told == ["run/1"])
      bench.machine.process(bench.handle(1))?.go()
      _ = await bench.finished(1)
    }
  }

  @Test("a run that is not let in, and one that is ended on request")
  func refused() async throws {
    let bench = try TestBench()
    try await bench.withNode({ $0.policies.algorithms = ["wait"] }) {
      bench.server.add(1, image: "echo")
      #expect(await bench.finished(1)?.status == "not allowed")
      bench.server.add(2, image: "wait")
      _ = try #require(await bench.running(2))
      bench.server.kill(2)
      _ = await bench.settled(2)
    }
    let first = try await bench.entries(object: "run/1").map(\.record)
    #expect(first.map(\.operation) == ["DecideRun", "SendReport", "DeliverReport"])
    #expect(first.first?.outcome == .refused(403, "policy") && first.first?.reason.isEmpty == false)
    #expect(first.dropFirst().first?.details["bytes"] == "0")
    let second = try await bench.entries(object: "run/2").map(\.record)
    #expect(second.contains { $0.operation == "KillRun" })
    #expect(second.contains { $0.operation == "EndRun" && $0.details["cause"] == "killed" })
    #expect(second.last?.operation == "DeliverReport")
  }

  @Test("a node that fails tells with which error")
  func failed() async throws {
    let bench = try TestBench()
    let node = bench.node { $0.apiKey = "11111111-5e5c-4cc4-8d0f-0f6f2f6cf0e1" }
    #expect(await failure { try await node.run() }?.code == .nodeKeyRefused)
    let last = try #require(try await bench.entries().last?.record)
    #expect(last.operation == "StopNode" && last.outcome == .failed && last.reason == "node-key-refused")
  }

  @Test("another configuration than at the last start is told")
  func configuration() async throws {
    let bench = try TestBench()
    for digest in ["aa", "aa", "bb"] { try await bench.withNode({ $0.audit.digest = digest }) {} }
    let starts = try await bench.entries("StartNode").map(\.record.details)
    #expect(starts.map { $0["configuration_sha256"] } == ["aa", "aa", "bb"])
    #expect(starts.map { $0["former_configuration_sha256"] } == [nil, nil, "aa"])
  }

  @Test("no input, result, log, token or key stands in any entry")
  func secrets() async throws {
    let bench = try TestBench()
    try await bench.withNode {
      bench.server.add(1, input: Base64.encode(Array(#"{"method":"mean","kwargs":{"name":"hunter2"}}"#.utf8)))
      _ = await bench.settled(1)
      #expect(bench.server.run(1)?.log?.contains("echoed") == true)
    }
    let text = try await bench.entries().map(\.line).joined(separator: "\n")
    for secret in ["hunter2", "echoed", "container", goodKey, "Bearer"] { #expect(!text.contains(secret)) }
    // The file too: SQLite keeps what was ever written.
    let bytes = try Data(contentsOf: URL(filePath: bench.auditFile))
    for secret in ["hunter2", "echoed", goodKey] { #expect(bytes.range(of: Data(secret.utf8)) == nil) }
  }
}
