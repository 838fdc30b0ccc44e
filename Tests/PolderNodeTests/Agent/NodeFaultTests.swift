import Foundation
import Logging
import PolderCore
import Synchronization
import Testing

@testable import PolderNode

@Suite("a node among faults", .timeLimit(.minutes(10)))
struct NodeFaultTests {
  @Test("a wrong key ends the node at once with a clear error")
  func wrongKey() async throws {
    let bench = try TestBench()
    let node = bench.node { $0.apiKey = "11111111-5e5c-4cc4-8d0f-0f6f2f6cf0e1" }
    let error = try #require(await failure { try await node.run() })
    #expect(error.code == .nodeKeyRefused)
    #expect(error.object == "api_key" && error.nextStep != nil)
    #expect(!"\(error)".contains("11111111"))
    #expect(bench.server.calls("POST /token/node") == 1)
  }

  @Test("a collaboration that is encrypted against the configuration ends the node")
  func encryption() async throws {
    let bench = try TestBench()
    bench.server.update { $0.isEncrypted = true }
    let node = bench.node()
    #expect(await failure { try await node.run() }?.code == .nodeEncryptionMismatch)
  }

  @Test("an unreadable database, or no isolation, ends the node before it logs in")
  func notReady() async throws {
    let bench = try TestBench()
    let node = bench.node { $0.databases = [NodeDatabase(label: "lung", uri: "/nowhere/lung.csv", type: "csv")] }
    #expect(await failure { try await node.run() }?.code == .nodeDatabaseUnusable)
    bench.machine.state.withLock {
      $0.findings = [RuntimeFinding("sandbox", .refusal, "No bubblewrap.", nextStep: "Install it.")]
    }
    let other = bench.node()
    let error = try #require(await failure { try await other.run() })
    #expect(error.code == .runtimeNotIsolated && error.nextStep == "Install it.")
    #expect(bench.server.state.withLock { $0.calls.isEmpty })
  }

  @Test("without an engine the node ends before it logs in, with an error of its own that names the address")
  func noEngine() async throws {
    let bench = try TestBench()
    let address = "unix://\(bench.place.path)/engine.sock"
    let settings = RuntimeSettings(
      kind: .container, shim: ShimPath.value, container: ContainerSettings(engine: address))
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let runtime = try ContainerRuntime(
      settings: settings, node: "ward", dataFolder: bench.place.path + "/data", environment: [:], logger: logger)
    let parts = NodeParts(
      runtime: runtime, proxy: bench.proxy, channel: bench.server,
      makeSocket: { FakeSocket(bench.server, authorization: $0) }, changes: ChangeSignal(), now: { noon })
    let node = NodeService(bench.configuration(), parts: parts, logger: logger)
    let error = try #require(await failure { try await node.run() })
    #expect(error.code == .runtimeEngineFailed && error.object == address && error.nextStep != nil)
    #expect(bench.server.state.withLock { $0.calls.isEmpty })
  }

  @Test("a second node on the same folder is refused while the first works on")
  func twoNodes() async throws {
    let bench = try TestBench()
    try await bench.withNode {
      let second = bench.node()
      #expect(await failure { try await second.run() }?.code == .nodeAlreadyRunning)
      bench.server.add(1)
      #expect(await bench.finished(1)?.status == "completed")
    }
  }

  @Test("a server that is not there yet is waited for")
  func serverLate() async throws {
    let bench = try TestBench()
    bench.server.update { $0.isDown = true }
    bench.server.add(1)
    async let work: Void = bench.withNode { _ = await bench.finished(1) }
    await bench.server.until { $0.calls.count >= 1 }
    bench.server.update { $0.isDown = false }
    try await work
    #expect(bench.server.run(1)?.status == "completed")
    #expect(bench.pauses.withLock { $0.contains(.seconds(1)) })
  }

  @Test("the server goes while an algorithm runs and comes back later: the result is delivered")
  func serverGone() async throws {
    let bench = try TestBench()
    try await bench.withNode {
      bench.server.add(1, image: "wait")
      let process = try #require(await bench.running(1))
      let before = bench.server.calls("PATCH /run/1")
      bench.server.update { $0.isDown = true }
      process.go()
      await bench.server.until { $0.calls.count { $0 == "PATCH /run/1" } > before }
      #expect(bench.server.run(1)?.finished == nil)
      bench.server.update { $0.isDown = false }
      #expect(await bench.finished(1)?.status == "completed")
    }
    #expect(bench.machine.executions.count == 1)
  }

  @Test("a server that fails in the middle is asked again, and each run still runs once")
  func serverFails() async throws {
    let bench = try TestBench()
    bench.server.update {
      $0.answers = [
        "GET /run": [(500, "x"), (503, "x")], "POST /token/container": [(500, "x")],
        "PATCH /run/1": [(500, "x"), (502, "x"), (500, "x")],
      ]
    }
    bench.server.add(1)
    try await bench.withNode { #expect(await bench.finished(1)?.status == "completed") }
    #expect(bench.machine.executions.count == 1)
  }

  @Test("a kill ends a run that runs, and one that waits never starts")
  func kill() async throws {
    let bench = try TestBench()
    try await bench.withNode({ $0.maximumRuns = 1 }) {
      bench.server.add(1, image: "wait")
      let process = try #require(await bench.running(1))
      bench.server.add(2)
      bench.server.kill(2)
      bench.server.kill(1)
      #expect(try await process.ended()?.cause == .killed)
      bench.server.add(3)
      #expect(await bench.finished(3)?.status == "completed")
    }
    #expect(bench.machine.executions == [RunID(1), RunID(3)])
    #expect(bench.server.run(1)?.status == "killed by user" && bench.server.run(1)?.result == nil)
  }

  @Test("a kill that can not be carried out at once is carried out as soon as it can be")
  func killLater() async throws {
    let bench = try TestBench()
    let busy = PolderError("node-write", "Too many files are open.")
    bench.machine.update { $0.killFailures = [busy, busy] }
    try await bench.withNode {
      bench.server.add(1, image: "wait")
      let process = try #require(await bench.running(1))
      bench.server.kill(1)
      #expect(try await process.ended()?.cause == .killed)
    }
  }

  @Test("orders to kill that concern others are not obeyed; an order for the whole node is")
  func killOthers() async throws {
    let bench = try TestBench()
    try await bench.withNode {
      bench.server.add(1, image: "wait")
      let process = try #require(await bench.running(1))
      let socket = try #require(bench.server.state.withLock { $0.sockets.first })
      let foreign: JSONValue = ["task_id": 1, "run_id": 1, "organization_id": 3]
      socket.push(.killContainers, ["kill_list": [foreign], "collaboration_id": 1])
      socket.push(.killContainers, ["node_id": 9, "collaboration_id": 2])
      socket.push(.killContainers, ["node_id": 8, "collaboration_id": 1])
      socket.push(.killContainers, "nonsense")
      bench.server.add(2)
      _ = await bench.finished(2)
      #expect(process.isRunning)
      socket.push(.killContainers, ["node_id": 9, "collaboration_id": 1])
      let run = try #require(await bench.finished(1))
      #expect(run.status == "killed by user")
    }
  }

  @Test("a token that the server calls expired is renewed, and the connection made anew")
  func expired() async throws {
    let bench = try TestBench()
    try await bench.withNode {
      let old = try #require(bench.server.state.withLock { $0.sockets.first })
      old.push(.expiredToken)
      await bench.server.until { state in state.sockets.contains { $0 !== old } && state.tokens >= 2 }
      bench.server.add(1)
      #expect(await bench.finished(1)?.status == "completed")
    }
    #expect(bench.server.calls("POST /token/refresh") == 1)
  }

  @Test("a result that is too large for the server: the researcher is told, nothing is sent")
  func tooLargeForServer() async throws {
    let bench = try TestBench()
    try await bench.withNode {
      bench.server.add(1, image: "wait")
      let process = try #require(await bench.running(1))
      bench.server.update { $0.answers["PATCH /run/1"] = [(413, "The body is too large.")] }
      process.go()
      let run = try #require(await bench.finished(1))
      #expect(run.status == "failed" && run.result == nil && run.log?.contains("too large") == true)
      #expect(run.log?.contains("polder released") == false)
    }
  }
}
