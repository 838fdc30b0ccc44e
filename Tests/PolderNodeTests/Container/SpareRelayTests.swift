import Foundation
import Logging
import PolderCore
import Testing

@testable import PolderNode

@Suite("which of the relays that were made in advance are needed")
struct SpareRelayTests {
  private static let names = ContainerNames(node: "ward", mark: "abc")

  private static func record(_ order: String) -> ContainerRecord {
    ContainerRecord(
      container: "c", relay: "r", order: order, engine: "e", wallSeconds: 1, cpuSeconds: 1, memoryBytes: 1, logBytes: 1)
  }

  @Test("what a run has written down is in use; what it was only lent is not")
  func use() throws {
    let place = try TemporaryFolder()
    let relay = SpareRelay(order: UUID().uuidString, names: Self.names, root: place.path + "/relays")
    try relay.makeFolders()
    #expect(!relay.isUsed)
    let run = ContainerFolder(path: try place.folder("records"))
    try NodeFolders.makeFolder(run.path)
    try relay.lend(proxy: try place.folder("proxy"), to: run.path)
    #expect(!relay.isUsed, "the run has not begun to start")
    try run.write(Self.record("of another start"))
    #expect(!relay.isUsed)
    try run.write(Self.record(relay.order))
    #expect(relay.isUsed)
    #expect(SpareRelay.all(names: Self.names, root: place.path + "/relays") == [relay])
  }

  @Test("the run gets the folder that the relay sees, in the place of its own, and never over a socket")
  func folder() throws {
    let place = try TemporaryFolder()
    let relay = SpareRelay(order: UUID().uuidString, names: Self.names, root: place.path + "/relays")
    try relay.makeFolders()
    let own = try place.folder("proxy")
    try NodeFolders.makeFolder(own)
    try RunFile.write([], to: relay.proxy + "/mark")
    try relay.lend(proxy: own, to: place.path)
    #expect(place.exists("proxy/mark"))
    #expect(!FileManager.default.fileExists(atPath: relay.proxy))
    let next = SpareRelay(order: UUID().uuidString, names: Self.names, root: place.path + "/relays")
    try next.makeFolders()
    #expect(throws: PolderError.self) { try next.lend(proxy: own, to: place.path) }
    #expect(place.exists("proxy/mark"))
  }
}

@Suite(
  "relays that stand ready at a real engine",
  .enabled(if: EngineUnderTest.isThere, "needs POLDER_TEST_ENGINE and busybox"))
struct ReadyRelayTests {
  private static let asks =
    "busybox wget -q -O - --header \"Authorization: Bearer $TOKEN\" http://127.0.0.1:8080/organization/5"

  /// Serves until the body is done.
  private static func serving(
    _ runtime: ContainerRuntime, _ body: (ContainerRuntime) async throws -> Void
  ) async throws {
    let service = Task { await runtime.serve() }
    let outcome: Result<Void, any Error>
    do { outcome = .success(try await body(runtime)) } catch { outcome = .failure(error) }
    service.cancel()
    await service.value
    try outcome.get()
  }

  @Test("a run gets the relay that stands ready, and asks the proxy through it")
  func lent() async throws {
    let token = ProxyFixture.token
    try await ContainerFixture("TOKEN=\(token); \(Self.asks)").use { run in
      let spare = try await run.runtime.makeSpare()
      await run.runtime.spares.add(spare)
      await run.runtime.prepare(run.handle, proxy: run.place.path + "/proxy")
      let server = FakeUpstream(200, ["name": "Hospital 5"])
      let proxy = NodeProxy(
        upstream: server, changes: ChangeSignal(), logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
      _ = try await proxy.register(ProxyFixture.registration(folder: run.place.path + "/proxy"))
      try await run.runtime.start(try await run.order())
      let found = try ContainerFolder(path: run.handle.folder).record()
      #expect(found?.relay == spare.relay.name)
      let exit = try await run.runtime.wait(run.handle)
      #expect(exit.text == #"{"name":"Hospital 5"}"#)
      await proxy.shutdown()
      #expect(!FileManager.default.fileExists(atPath: spare.relay.folder))
      #expect(await run.runtime.remove(run.handle))
      #expect(try await run.runtime.link.engine().client.inspect(spare.container) == nil)
    }
  }

  @Test("a relay that ended meanwhile is of no use, and the run makes its own")
  func ended() async throws {
    try await ContainerFixture("echo done").use { run in
      let spare = try await run.runtime.makeSpare()
      await run.runtime.spares.add(spare)
      let client = try await run.runtime.link.engine().client
      try await client.kill(spare.container)
      try await client.waitForEnd(spare.container)
      await run.runtime.prepare(run.handle, proxy: run.place.path + "/proxy")
      #expect(try await client.inspect(spare.container) == nil)
      try await run.runtime.start(try await run.order())
      let found = try ContainerFolder(path: run.handle.folder).record()
      #expect(found?.relay == run.runtime.names.relay(run.handle.run))
      #expect(try await run.runtime.wait(run.handle).text == "done\n")
    }
  }

  @Test("what a node that was killed kept ready is removed by the next, but not what its runs use")
  func left() async throws {
    try await ContainerFixture("until [ -e /mnt/tmp/go ]; do busybox sleep 0.05; done; echo on").use { run in
      let client = try await run.runtime.link.engine().client
      let (used, lent, ready) = (
        try await run.runtime.makeSpare(), try await run.runtime.makeSpare(), try await run.runtime.makeSpare()
      )
      await run.runtime.spares.add(used)
      await run.runtime.prepare(run.handle, proxy: run.place.path + "/proxy")
      try await run.runtime.start(try await run.order())
      let folder = try run.place.folder("never-begun")
      try NodeFolders.makeFolder(folder)
      try lent.relay.lend(proxy: folder, to: run.place.path + "/nowhere")
      let later = try run.anotherRuntime()
      // Whatever it makes itself is gone when it has ended.
      try await Self.serving(later) { later in
        while await later.spares.isShort { await Task.yield() }
      }
      for gone in [lent, ready] { #expect(try await client.inspect(gone.container) == nil) }
      #expect(try await client.inspect(used.container)?.phase == .running)
      #expect(SpareRelay.all(names: later.names, root: run.place.path + "/data/relays").isEmpty)
      try run.place.write("", to: "tmp/go")
      #expect(try await run.runtime.wait(run.handle).text == "on\n")
    }
  }
}
