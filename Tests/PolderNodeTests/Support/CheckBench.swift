import PolderCore
import PolderTransport
import Synchronization

@testable import PolderNode

/// A server and a machine for checks of nodes.
struct CheckBench: HTTPCaller {
  let server = StandInServer()
  let machine = FakeMachine([:])
  var version: HTTPAnswer = StandInServer.answer(200, ["version": "4.15.2", "polder": "1.0"])
  var disk: DiskFact? = DiskFact(folder: "/d", free: 100 << 30)

  func send(_ call: HTTPCall) async throws -> HTTPAnswer {
    call.path == "/version" ? version : try await server.send(call)
  }

  var tools: NodeCheckTools {
    let bench = self
    return NodeCheckTools(
      channel: { _ in bench }, runtime: { _ in FakeRuntime(machine: bench.machine) }, connects: { _, _ in true },
      disk: { _ in bench.disk }, machine: MachineFact(memory: 64 << 30, processors: 4), now: { noon },
      columns: { _ in PostgresColumns(names: ["age"], isCut: false) })
  }
}
