import Foundation
import Logging
import PolderCore

@testable import PolderNode

/// One run of a shell script in a real container, in folders of its own.
final class ContainerFixture: Sendable {
  static let limits = RunLimits(
    memoryBytes: 64 << 20, cpuSeconds: 60, processes: 64, wallSeconds: 120, fileBytes: 16 << 20, logBytes: 64 << 10)

  let place: TemporaryFolder
  let runtime: ContainerRuntime
  let handle: RuntimeHandle
  let limits: RunLimits
  let script: String
  let helpers: HelperBoard
  private let settings: RuntimeSettings

  init(
    _ script: String, limits: RunLimits = ContainerFixture.limits, relaxation: ContainerRelaxation? = nil,
    helpers: HelperSettings = HelperSettings()
  ) async throws {
    try await EngineUnderTest.prepared.value
    place = try TemporaryFolder()
    for name in ["data", "task", "tmp", "proxy", "records"] {
      try NodeFolders.makeFolder(try place.folder(name))
      try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: place.path + "/" + name)
    }
    // A number of its own: the names of containers are those of the engine.
    handle = RuntimeHandle(run: RunID(.random(in: 1...(1 << 40))), folder: place.path + "/records")
    settings = EngineUnderTest.settings(relaxation.map { [$0] } ?? [])
    self.limits = limits
    self.script = script
    self.helpers = HelperBoard(helpers, dataFolder: place.path + "/data")
    runtime = try Self.runtime(settings, place, self.helpers)
  }

  /// As a new process of the node would have it.
  func anotherRuntime() throws -> ContainerRuntime { try Self.runtime(settings, place, helpers) }

  private static func runtime(_ settings: RuntimeSettings, _ place: TemporaryFolder, _ helpers: HelperBoard) throws
    -> ContainerRuntime
  {
    try ContainerRuntime(
      settings: settings, node: "test", dataFolder: place.path + "/data", helpers: helpers, environment: [:],
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  }

  func order(image: String = EngineUnderTest.image, more: [RunOrder.Binding] = []) async throws -> RunOrder {
    let resolved = try await runtime.resolve(image, mustPull: false)
    return RunOrder(
      handle: handle, image: image, reference: resolved.reference, placement: try await runtime.place(handle.run),
      environment: [("SCRIPT", script), ("PATH", "/bin")],
      bindings: [
        RunOrder.Binding(source: place.path + "/task", target: "/mnt/data/task-000000007", isWritable: true),
        RunOrder.Binding(source: place.path + "/tmp", target: "/mnt/tmp", isWritable: true),
      ] + more, limits: limits, proxy: ProxySocket(folder: place.path + "/proxy", name: "proxy.sock"))
  }

  /// Runs the body, and removes what the engine has of the run whatever comes of it.
  func use<T: Sendable>(_ body: @Sendable (ContainerFixture) async throws -> T) async throws -> T {
    let outcome: Result<T, any Error>
    do { outcome = .success(try await body(self)) } catch { outcome = .failure(error) }
    // What failed before is told by the test.
    try? await runtime.kill(handle)
    _ = try? await runtime.wait(handle)
    await runtime.remove(handle)
    return try outcome.get()
  }

  /// Starts it, waits for its end, and removes it.
  static func run(
    _ script: String, limits: RunLimits = ContainerFixture.limits, relaxation: ContainerRelaxation? = nil,
    more: @Sendable (ContainerFixture) throws -> [RunOrder.Binding] = { _ in [] }
  ) async throws -> RuntimeExit {
    let run = try await ContainerFixture(script, limits: limits, relaxation: relaxation)
    return try await run.use { run in
      try await run.runtime.start(try await run.order(more: try more(run)))
      return try await run.runtime.wait(run.handle)
    }
  }

  /// Waits until the script has made a file in the folder of its job.
  func appears(_ name: String) async throws {
    let changes = try FolderWatch().changes(in: place.path + "/tmp", .growth)
    if place.exists("tmp/\(name)") { return }
    for await _ in changes where place.exists("tmp/\(name)") { return }
  }
}
