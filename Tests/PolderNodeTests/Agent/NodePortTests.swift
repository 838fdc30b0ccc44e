import PolderCore
import PolderService
import Synchronization
import Testing

@testable import PolderNode

@Suite("the ports of runs in the VPN, at the server", .timeLimit(.minutes(10)))
struct NodePortTests {
  private static let ports = [
    RunPort(number: 50_001, port: 8_888, label: nil), RunPort(number: 50_002, port: 5_000, label: "sums"),
  ]

  private func bench() throws -> TestBench {
    let bench = try TestBench()
    bench.machine.update { $0.ports = Self.ports }
    return bench
  }

  @Test("the server knows them while the run lives, the audit log tells of them, and they are forgotten with it")
  func whole() async throws {
    let bench = try bench()
    let folder = try await bench.withNode {
      bench.server.add(7, image: "wait")
      await bench.server.until { $0.ports[7]?.count == 2 }
      #expect(bench.server.state.withLock { $0.ports[7] } == ["50001 none", "50002 sums"])
      try #require(await bench.running(7)).go()
      _ = await bench.settled(7)
      #expect(bench.server.state.withLock { $0.ports[7] } == nil)
      return bench.configuration()
    }
    let entries = try await AuditBook(folder).newest(20, AuditFilter())
    let opened = entries.map(\.record).first { $0.operation == "OpenPorts" }
    #expect(opened?.details["ports"] == "50001=8888,50002=5000" && opened?.object == "run/7")
  }

  @Test("a server that is away hears of them later, and the run waits for nothing")
  func away() async throws {
    let bench = try bench()
    bench.server.state.withLock { $0.answers["DELETE /port"] = [(503, "later"), (503, "later")] }
    try await bench.withNode {
      bench.server.add(7, image: "wait")
      let process = try #require(await bench.running(7))
      await bench.server.until { $0.ports[7]?.count == 2 }
      #expect(bench.server.calls("DELETE /port") == 3)
      process.go()
      #expect(await bench.finished(7)?.status == "completed")
    }
  }

  @Test("a server that refuses them is not asked again, and a run ends although they can not be taken back")
  func refused() async throws {
    let bench = try bench()
    bench.server.state.withLock {
      $0.answers["POST /port"] = [(401, "You lack the permissions to do that!")]
      $0.answers["DELETE /port"] = [(200, "Ports removed from the database."), (500, "no")]
    }
    try await bench.withNode {
      bench.server.add(7, image: "wait")
      let process = try #require(await bench.running(7))
      await bench.server.until { state in state.calls.contains("POST /port") }
      process.go()
      #expect(await bench.finished(7)?.status == "completed")
      _ = await bench.settled(7)
    }
    #expect(bench.server.calls("POST /port") == 1)
  }

  @Test("the next process of the node tells them anew")
  func adopted() async throws {
    let bench = try bench()
    try await bench.withNode {
      bench.server.add(7, image: "wait")
      await bench.server.until { $0.ports[7]?.count == 2 }
      _ = await bench.running(7)
    }
    bench.server.update { $0.ports = [:] }
    try await bench.withNode {
      await bench.server.until { $0.ports[7]?.count == 2 }
      bench.machine.process(bench.handle(7))?.go()
      #expect(await bench.finished(7)?.status == "completed")
    }
  }

  @Test("a run without ports costs no call")
  func none() async throws {
    let bench = try TestBench()
    try await bench.withNode {
      bench.server.add(7)
      _ = await bench.settled(7)
    }
    #expect(bench.server.calls("DELETE /port") + bench.server.calls("POST /port") == 0)
  }
}
