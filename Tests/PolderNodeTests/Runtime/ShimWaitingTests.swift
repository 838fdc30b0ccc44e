import PolderCore
import Synchronization
import Testing

@testable import PolderNode

@Suite("waiting for the end of a run under its supervisor", .timeLimit(.minutes(2)))
struct ShimWaitingTests {
  private static let over = "polder-state 1\nphase=exited\nreason=exit\ncode=0\nend\n"
  private static let started = "polder-state 1\nphase=started\nboot=b\nend\n"

  /// Waits with looks of which each tells what the next of these does.
  private func wait(
    in folder: String, _ looks: [@Sendable () throws -> ShimFolder.Standing]
  ) async throws -> (standing: ShimFolder.Standing, count: Int) {
    let count = Mutex(0)
    let standing = try await ShimFolder(path: folder).ended(FolderWatch(), backstop: .milliseconds(1)) {
      let number = count.withLock { count in
        defer { count += 1 }
        return count
      }
      return try looks[min(number, looks.count - 1)]()
    }
    return (standing, count.withLock { $0 })
  }

  private static func trouble() throws -> ShimFolder.Standing {
    throw PolderError("node-run-lock", "Too many files are open.")
  }

  private static func exited() throws -> ShimFolder.Standing { .exited(try #require(ShimState(over))) }

  @Test("what the system refuses for a moment says nothing about the run")
  func passingTrouble() async throws {
    let place = try TemporaryFolder()
    let waited = try await wait(
      in: place.path, [Self.trouble, { .running }, Self.trouble, Self.trouble, { .running }, Self.exited])
    guard case .exited(let state) = waited.standing else { return #expect(Bool(false), "\(waited.standing)") }
    #expect(state.code == 0)
    #expect(waited.count == 6)
  }

  @Test("what is refused again and again is told")
  func lastingTrouble() async throws {
    let place = try TemporaryFolder()
    let error = await #expect(throws: PolderError.self) { try await wait(in: place.path, [Self.trouble]) }
    #expect(error?.code == "node-run-lock")
  }

  @Test("a folder that can not be watched is looked at all the same")
  func withoutWatch() async throws {
    let place = try TemporaryFolder()
    let waited = try await wait(in: place.path + "/none", [{ .running }, { .running }, Self.exited])
    #expect(waited.count == 3)
  }

  @Test(
    "records stay for as long as what a supervisor had started may live, and go when it is proved dead",
    arguments: [("/bin/false", false), ("/bin/true", true)])
  func orphan(_ reaper: String, _ isDead: Bool) async throws {
    let place = try TemporaryFolder()
    let handle = RuntimeHandle(run: RunID(7), folder: try place.folder("supervisor"))
    try place.write(Self.started, to: "supervisor/state")
    try place.write("", to: "supervisor/lock")
    let runtime = try ProcessRuntime(
      settings: RuntimeSettings(sandbox: .off, shim: reaper), dataFolder: place.path + "/data")
    #expect(await runtime.remove(handle) == isDead)
    #expect(place.exists("supervisor/state") == !isDead)
  }

  @Test("a start of which nobody can tell what came of it is no failure", arguments: [0, 1])
  func unclearStart(_ code: Int) async throws {
    let place = try TemporaryFolder()
    for name in ["supervisor", "proxy"] { _ = try place.folder(name) }
    // A supervisor whose state can not be read.
    try place.program("shim", "/bin/ln -s elsewhere \"$3/state\"; exit \(code)")
    let runtime = try ProcessRuntime(
      settings: RuntimeSettings(images: ["test": ["/bin/true"]], sandbox: .off, shim: place.path + "/shim"),
      dataFolder: place.path + "/data")
    let order = RunOrder(
      handle: RuntimeHandle(run: RunID(7), folder: place.path + "/supervisor"), image: "test",
      placement: try await runtime.place(RunID(7)), environment: [], bindings: [], limits: RunLimits(),
      proxy: ProxySocket(folder: place.path + "/proxy", name: "proxy.sock"))
    try await runtime.start(order)
    #expect(throws: PolderError.self) { try ShimFolder(path: order.handle.folder).state() }
  }

  @Test("an image without a program is told by its name, with what can be done")
  func unknownImage() async throws {
    let place = try TemporaryFolder()
    let runtime = try ProcessRuntime(
      settings: RuntimeSettings(sandbox: .off, shim: "/bin/true"), dataFolder: place.path + "/data")
    let error = await #expect(throws: PolderError.self) {
      try await runtime.resolve("registry.example/none:1", mustPull: true)
    }
    #expect(error?.code == .runtimeUnknownImage)
    #expect(error?.message.contains("'registry.example/none:1'") == true)
    #expect(error?.nextStep?.contains("runtime.images") == true)
  }
}
