import Foundation
import PolderCore
import PolderSQL
import PolderSQLite
import Synchronization
import Testing

@testable import PolderNode

@Suite("results that are brought to the server before they are reported", .timeLimit(.minutes(10)))
struct NodeDeliveryTests {
  private static let input = Base64.encode(Array("{}".utf8))

  /// A run that waits, of a server that keeps results beside its database.
  private func start(_ bench: TestBench) async throws -> FakeProcess {
    bench.server.add(1, image: "wait", input: Self.input, usesBlobs: true)
    return try #require(await bench.running(1))
  }

  private func refuse(_ bench: TestBench, _ status: Int, times: Int) {
    bench.server.update { $0.answers["PATCH /run/1"] = Array(repeating: (status, "not now"), count: times) }
  }

  /// A node that is stopped when the result was brought and its report was not taken.
  private func stopInBetween(_ bench: TestBench) async throws {
    try await bench.withNode {
      let process = try await start(bench)
      refuse(bench, 503, times: 1_000)
      process.go()
      await bench.server.until { ($0.answers["PATCH /run/1"]?.count ?? 0) < 1_000 }
    }
    #expect(bench.server.calls("POST /blobstream") == 1)
    #expect(bench.server.run(1)?.finished == nil)
    bench.server.update { $0.answers = [:] }
  }

  @Test("a result is brought once, however often its report is sent")
  func once() async throws {
    let bench = try TestBench()
    try await bench.withNode {
      let process = try await start(bench)
      refuse(bench, 503, times: 3)
      process.go()
      let run = try #require(await bench.settled(1))
      #expect(run.status == "completed")
      let kept = bench.server.state.withLock { $0.blobs[run.result ?? ""] }
      #expect(kept == Array(Self.input.utf8))
    }
    #expect(bench.server.calls("POST /blobstream") == 1)
  }

  @Test("a result that can not be read at the moment is judged a moment later, and not given up")
  func readLater() async throws {
    let bench = try TestBench()
    bench.unreadable.withLock { $0 = 2 }
    try await bench.withNode {
      let process = try await start(bench)
      process.go()
      let run = try #require(await bench.settled(1))
      #expect(run.status == "completed")
    }
    #expect(bench.unreadable.withLock { $0 } == 0)
    #expect(bench.machine.executions == [RunID(1)])
  }

  @Test("a later process of the node names what the one before it has brought")
  func restart() async throws {
    let bench = try TestBench()
    try await stopInBetween(bench)
    try await bench.withNode {
      let run = try #require(await bench.settled(1))
      #expect(run.status == "completed")
      #expect(bench.server.state.withLock { $0.blobs[run.result ?? ""] } != nil)
    }
    #expect(bench.server.calls("POST /blobstream") == 1)
    #expect(bench.machine.executions == [RunID(1)])
    let journal = try await bench.journal()
    let left = try await journal.database.read {
      try $0.first("SELECT count(*) FROM result_upload") { try $0.int(0) }
    }
    #expect(left == 0, "nothing of it is kept of a run that was reported")
    try journal.close()
  }

  @Test("a server that has forgotten it gets it once more")
  func forgotten() async throws {
    let bench = try TestBench()
    try await stopInBetween(bench)
    bench.server.update { $0.blobs = [:] }
    try await bench.withNode {
      let run = try #require(await bench.settled(1))
      #expect(run.status == "completed")
      let kept = bench.server.state.withLock { $0.blobs[run.result ?? ""] }
      #expect(kept == Array(Self.input.utf8))
    }
    #expect(bench.server.calls("POST /blobstream") == 2)
  }

  @Test("a report that is refused for another reason does not bring the result again")
  func refused() async throws {
    let bench = try TestBench()
    try await bench.withNode {
      let process = try await start(bench)
      refuse(bench, 400, times: 1)
      process.go()
      let run = try #require(await bench.settled(1))
      #expect(run.status == "failed" && run.result == nil)
      #expect(run.log?.contains("not now") == true)
    }
    #expect(bench.server.calls("POST /blobstream") == 1)
  }
}
