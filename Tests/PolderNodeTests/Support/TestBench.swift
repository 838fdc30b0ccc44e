import Glibc
import PolderCore
import PolderCrypto
import PolderTransport
import Synchronization

@testable import PolderNode

/// A server, a machine and a folder, on which nodes are started and stopped.
final class TestBench: Sendable {
  let place: TemporaryFolder
  let server = StandInServer()
  let machine: FakeMachine
  let proxy = FakeProxy()
  let store = FakeStore()
  let log = LogLines()
  let pauses = Mutex<[Duration]>([])
  /// How often nothing that an algorithm left can be read.
  let unreadable = Mutex(0)

  init(_ programs: [String: FakeMachine.Program] = [:]) throws {
    place = try TemporaryFolder()
    machine = FakeMachine(programs.merging(TestBench.programs) { own, _ in own })
  }

  /// `echo` gives its input back; `wait` waits to be let go, then gives its input back.
  static let programs: [String: FakeMachine.Program] = [
    "echo": { process in
      process.write(Array((process.text("INPUT_FILE") ?? "").utf8))
      return .success(printing: "echoed")
    },
    "wait": { process in
      await process.wait()
      process.write(Array((process.text("INPUT_FILE") ?? "").utf8))
      return .success(printing: "waited")
    },
  ]

  func configuration() -> NodeConfiguration {
    NodeConfiguration(apiKey: goodKey, serverURL: "http://fake", port: 1, dataFolder: place.path + "/data")
  }

  func node(
    _ change: (inout NodeConfiguration) -> Void = { _ in }, mortal: Mortal? = nil,
    onReady: @escaping @Sendable () -> Void = {}
  ) -> NodeService {
    var configuration = configuration()
    change(&configuration)
    let runtime = FakeRuntime(machine: machine)
    var parts = NodeParts(
      runtime: mortal.map { MortalRuntime(mortal: $0, runtime: runtime) } ?? runtime, proxy: proxy,
      channel: mortal.map { MortalChannel(mortal: $0, server: server) } ?? server,
      makeSocket: { [server] in FakeSocket(server, authorization: $0) }, changes: ChangeSignal(),
      helpers: HelperBoard(configuration.helpers, dataFolder: configuration.dataFolder), retries: .never,
      now: { noon },
      pause: { [self] pause in
        pauses.withLock { $0.append(pause) }
        // Those between pings do not end in a test; others end when the server answers again.
        if pause >= .seconds(5) { for await _ in AsyncStream<Void>.makeStream().stream {} }
        await server.until { !$0.isDown }
        try Task.checkCancellation()
      },
      makeStoreChannel: { [store] base in
        store.state.withLock { $0.bases.append(base) }
        return store
      })
    parts.readsOutput = { [self] path, limit in
      let isRefused = unreadable.withLock { left in
        defer { left = max(0, left - 1) }
        return left > 0
      }
      if isRefused { throw RunFile.refusal(path, FileProblem(number: EMFILE)) }
      return try RunFile.read(path, limit: limit)
    }
    if let mortal { parts.makeRecorder = { MortalRecorder(mortal: mortal, journal: $0) } }
    return NodeService(configuration, parts: parts, logger: log.logger, onReady: onReady)
  }

  /// Runs a node while the body runs, then stops it; waits until it is ready first.
  func withNode<T: Sendable>(
    _ change: (inout NodeConfiguration) -> Void = { _ in }, _ body: @Sendable () async throws -> T
  ) async throws -> T {
    let (ready, signal) = AsyncStream<Void>.makeStream()
    let node = node(change) { signal.yield() }
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        defer { signal.finish() }
        try await node.run()
      }
      var readiness = ready.makeAsyncIterator()
      if await readiness.next() == nil { try await group.waitForAll() }
      let value = try await body()
      node.stop()
      try await group.waitForAll()
      return value
    }
  }

  /// Runs a node until it dies; returns once nothing of it is left.
  func nodeDies(
    at moment: Mortal.Moment, _ change: (inout NodeConfiguration) -> Void = { _ in }
  ) async throws {
    let mortal = Mortal(moment)
    let node = node(change, mortal: mortal)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await node.run() }
      group.addTask {
        await mortal.died()
        node.stop()
        mortal.bury()
      }
      try await group.waitForAll()
    }
  }

  /// Waits until a run has ended at the server.
  func finished(_ run: Int64) async -> StandInServer.Run? {
    await server.until { $0.runs[run]?.finished != nil }
    return server.run(run)
  }

  /// Waits until a run has ended at the server and its node is done with it.
  func settled(_ run: Int64) async -> StandInServer.Run? {
    let found = await finished(run)
    while !Task.isCancelled {
      let generation = machine.changes.generation
      if machine.process(handle(run)) == nil { break }
      await machine.changes.change(since: generation)
    }
    return found
  }

  /// Waits until a run's algorithm runs.
  func running(_ run: Int64) async -> FakeProcess? {
    await server.until { $0.runs[run]?.status == "active" }
    return machine.process(handle(run))
  }

  func handle(_ run: Int64) -> RuntimeHandle {
    RuntimeHandle(run: RunID(run), folder: NodeFolders(root: place.path + "/data").run(run).supervisor)
  }

  func journal() async throws -> NodeJournal { try await NodeJournal(folder: place.path + "/data", now: { noon }) }
}
