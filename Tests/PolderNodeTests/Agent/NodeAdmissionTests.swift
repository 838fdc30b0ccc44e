import Foundation
import PolderCore
import Synchronization
import Testing

@testable import PolderNode

@Suite("what a node finds out before a run gets a place", .timeLimit(.minutes(10)))
struct NodeAdmissionTests {
  private let store = "https://store.example.org/api"

  private func lookups(_ bench: TestBench) -> [String] { bench.machine.state.withLock { $0.lookups.map(\.image) } }

  private func looked(_ bench: TestBench, for image: String) async {
    while !Task.isCancelled {
      let generation = bench.machine.changes.generation
      if lookups(bench).contains(image) { return }
      await bench.machine.changes.change(since: generation)
    }
  }

  @Test("an image that is being fetched takes no place, and its run waits without a word to the server")
  func fetching() async throws {
    let bench = try TestBench()
    bench.machine.state.withLock { $0.fetching = ["wait"] }
    try await bench.withNode({ $0.maximumRuns = 1 }) {
      bench.server.add(1, image: "wait")
      await looked(bench, for: "wait")
      bench.server.add(2)
      #expect(await bench.finished(2)?.status == "completed")
      #expect(bench.server.run(1)?.status == "pending" && bench.server.calls("PATCH /run/1") == 0)
      bench.machine.state.withLock { $0.fetching = [] }
      bench.machine.changes.changed()
      try #require(await bench.running(1)).go()
      #expect(await bench.finished(1)?.status == "completed")
    }
  }

  @Test("a kill reaches a run whose image is being fetched")
  func killedWhileFetching() async throws {
    let bench = try TestBench()
    bench.machine.state.withLock { $0.fetching = ["echo"] }
    try await bench.withNode {
      bench.server.add(1)
      await looked(bench, for: "echo")
      bench.server.kill(1)
      await bench.server.until { $0.calls.contains("PATCH /run/1") }
      bench.machine.state.withLock { $0.fetching = [] }
      bench.machine.changes.changed()
      bench.server.add(2)
      #expect(await bench.finished(2)?.status == "completed")
    }
    #expect(bench.machine.executions == [RunID(2)])
  }

  @Test("what is started is what was looked up, and that is asked for once a run")
  func pinned() async throws {
    let bench = try TestBench()
    bench.machine.state.withLock { $0.digests["wait"] = "sha256:a" }
    try await bench.withNode({ $0.policies.requiresPull = false }) {
      bench.server.add(1, image: "wait")
      let process = try #require(await bench.running(1))
      #expect(process.order.image == "wait" && process.order.reference == "wait@sha256:a")
      process.go()
      _ = await bench.finished(1)
    }
    #expect(bench.machine.state.withLock { $0.lookups.map(\.mustPull) } == [false])
  }

  @Test("an engine that does not answer is asked again; an image that is not there is not")
  func engine() async throws {
    let bench = try TestBench()
    bench.machine.state.withLock {
      $0.lookupFailures = [
        PolderError(.runtimeEngineFailed, "The engine restarts."), PolderError(.runtimeEngineFailed, "It still does."),
      ]
    }
    try await bench.withNode {
      bench.server.add(1)
      #expect(await bench.finished(1)?.status == "completed")
    }
    #expect(lookups(bench).count == 3)
    bench.machine.state.withLock {
      $0.lookupFailures = [PolderError(.runtimePullFailed, "The registry says no.", nextStep: "Log in.")]
    }
    try await bench.withNode {
      bench.server.add(2)
      let run = try #require(await bench.finished(2))
      #expect(run.status == "non-existing Docker image" && run.log?.contains("The registry says no. Log in.") == true)
    }
  }

  @Test("why an image can not be had, and what may help, stands in the node's log too")
  func told() async throws {
    let bench = try TestBench()
    bench.machine.state.withLock {
      $0.lookupFailures = [PolderError(.runtimeUnknownImage, "The registry says no.", nextStep: "Look at the account.")]
    }
    try await bench.withNode {
      bench.server.add(1)
      #expect(await bench.finished(1)?.status == "non-existing Docker image")
    }
    let line = try #require(bench.log.all.first { $0.contains("the image of a run can not be had") })
    #expect(line.contains("The registry says no. Look at the account.") && line.contains("run=1"))
  }

  @Test("a server that fails while a run is decided about is asked again, and nothing is refused")
  func serverTrouble() async throws {
    let bench = try TestBench()
    bench.server.update { $0.answers["GET /organization/4"] = [(500, "later"), (503, "later")] }
    try await bench.withNode({ $0.policies.organizations = ["Research"] }) {
      bench.server.add(1)
      #expect(await bench.finished(1)?.status == "completed")
    }
    #expect(bench.server.calls("GET /organization/4") == 3)
  }

  @Test("an input that the server does not give is asked for again, at once when the server is back")
  func input() async throws {
    let bench = try TestBench()
    let blob = "0b9ad1a4-5e5c-4cc4-8d0f-000000000001"
    let text = Base64.encode(Array("[2]".utf8))
    bench.server.update {
      $0.blobs[blob] = Array(text.utf8)
      // The pause after the fourth does not end by itself.
      $0.answers["GET /blobstream/\(blob)"] = Array(repeating: (503, "later"), count: 4)
    }
    try await bench.withNode {
      bench.server.add(1, input: blob)
      await bench.server.until { $0.answers["GET /blobstream/\(blob)"]?.isEmpty == true }
      bench.server.state.withLock { $0.sockets.last }?.push(.sync)
      let run = try #require(await bench.finished(1))
      #expect(run.status == "completed" && run.result == text)
    }
  }

  @Test("functions and their arguments are looked at before the image is")
  func methods() async throws {
    let bench = try TestBench()
    let rule = MethodRule(
      image: ImagePattern("echo"), allowed: ["average"],
      arguments: [ArgumentRule(name: "n", conditions: [.atLeast(10)])])
    @Sendable func input(_ text: String) -> String { Base64.encode(Array(text.utf8)) }
    try await bench.withNode({ $0.policies.methods = [rule] }) {
      bench.server.add(1, input: input(#"{"method": "average", "kwargs": {"n": 9}}"#))
      bench.server.add(2, input: input(#"{"method": "dump"}"#))
      bench.server.add(3, input: input("not JSON"))
      for run in 1...3 as ClosedRange<Int64> { #expect(await bench.finished(run)?.status == "not allowed") }
      #expect(bench.server.run(1)?.log?.contains("policies.methods[0].arguments.n.at_least") == true)
      #expect(bench.server.run(2)?.log?.contains("policies.methods[0].allow") == true)
      #expect(lookups(bench).isEmpty)
      bench.server.add(4, input: input(#"{"method": "average", "kwargs": {"n": 10}}"#))
      #expect(await bench.finished(4)?.status == "completed")
    }
  }

  @Test("an entry of the list with another tag allows the same image")
  func sameDigest() async throws {
    let bench = try TestBench(["ghcr.io/x/mean:2": { _ in .success() }])
    bench.machine.state.withLock {
      $0.digests = ["ghcr.io/x/mean:1": "sha256:a", "ghcr.io/x/mean:2": "sha256:a", "ghcr.io/x/mean:3": "sha256:b"]
    }
    try await bench.withNode({ $0.policies.algorithms = ["ghcr.io/x/mean:1"] }) {
      bench.server.add(1, image: "ghcr.io/x/mean:2")
      #expect(await bench.finished(1)?.status == "completed")
      bench.server.add(2, image: "ghcr.io/x/mean:3")
      #expect(await bench.finished(2)?.status == "not allowed")
    }
    #expect(bench.machine.executions == [RunID(1)])
  }

  @Test("the store of a task is asked by the node itself, and only when it is on the list")
  func stores() async throws {
    let bench = try TestBench()
    bench.server.update { $0.stores = [3: store, 4: "https://evil.example.org"] }
    try await bench.withNode({ $0.policies.stores = [store] }) {
      bench.server.add(1, store: 3)
      #expect(await bench.finished(1)?.status == "completed")
      bench.server.add(2, store: 4)
      bench.server.add(3)
      bench.server.add(4, store: 9)
      for run in 2...4 as ClosedRange<Int64> { #expect(await bench.finished(run)?.status == "not allowed") }
      #expect(bench.store.state.withLock { $0.bases } == [store])
      bench.store.state.withLock { $0.answers = [StandInServer.answer(200, ["data": []])] }
      bench.server.add(5, store: 3)
      #expect(await bench.finished(5)?.log?.contains("policies.allowed_algorithm_stores[0]") == true)
    }
    #expect(bench.machine.executions == [RunID(1)])
  }

  @Test("a store in trouble is asked again, and nothing is refused")
  func storeTrouble() async throws {
    let bench = try TestBench()
    bench.server.update { $0.stores = [3: store] }
    bench.store.state.withLock {
      $0.answers = [StandInServer.answer(503, .null), StandInServer.answer(200, ["data": [["id": 1]]])]
    }
    try await bench.withNode({ $0.policies.stores = [store] }) {
      bench.server.add(1, store: 3)
      #expect(await bench.finished(1)?.status == "completed")
    }
    #expect(bench.store.state.withLock { $0.calls.count } == 2)
  }

  @Test("a run that was ended while the connection was lost is ended when it is back")
  func killedMeanwhile() async throws {
    let bench = try TestBench()
    try await bench.withNode {
      bench.server.add(1, image: "wait")
      let process = try #require(await bench.running(1))
      bench.server.update { state in
        state.runs[1]?.status = "killed by user"
        state.runs[1]?.finished = "2025-06-01T11:00:00"
      }
      bench.server.state.withLock { $0.sockets.last }?.push(.sync)
      #expect(try await process.ended()?.cause == .killed)
    }
    #expect(bench.server.run(1)?.status == "killed by user")
  }

  @Test("a run that a list leaves out, and the server has open, goes on")
  func leftOut() async throws {
    let bench = try TestBench()
    try await bench.withNode {
      bench.server.add(1, image: "wait")
      let process = try #require(await bench.running(1))
      // The list is asked for by another node's number, as it were: it comes without the run.
      bench.server.update { $0.hidden = [1] }
      bench.server.state.withLock { $0.sockets.last }?.push(.sync)
      await bench.server.until { $0.calls.contains("GET /run/1") }
      bench.server.update { $0.hidden = [] }
      #expect(process.isRunning)
      process.go()
      #expect(await bench.finished(1)?.status == "completed")
    }
  }
}
