import Foundation
import PolderCore

@testable import PolderNode

/// One run of a shell script as a batch job, in folders of its own; with a fake cluster, or with the real one.
final class SlurmFixture: Sendable {
  let place: TemporaryFolder
  let cluster = FakeCluster()
  let runtime: SlurmRuntime
  let handle: RuntimeHandle
  let helpers: HelperBoard
  private let isReal: Bool
  private let settings: RuntimeSettings
  private let slurm: SlurmSettings

  init(
    _ script: String, limits: RunLimits = RunFixture.limits, slurm: SlurmSettings = SlurmSettings(pollSeconds: 1),
    isReal: Bool = false, helpers: HelperSettings = HelperSettings()
  ) throws {
    place = try TemporaryFolder()
    for name in ["data", "task", "tmp", "proxy", "supervisor"] { _ = try place.folder(name) }
    handle = RuntimeHandle(run: RunID(7), folder: "\(place.path)/supervisor")
    settings = RuntimeSettings(images: ["test": ["/bin/sh", "-c", script]], limits: limits, shim: ShimPath.value)
    self.slurm = slurm
    self.isReal = isReal
    self.helpers = HelperBoard(helpers, dataFolder: "\(place.path)/data")
    runtime = try Self.runtime(isReal ? nil : cluster, settings, slurm, place, self.helpers)
  }

  /// As a new process of the node would have it.
  func anotherRuntime() throws -> SlurmRuntime {
    try Self.runtime(isReal ? nil : cluster, settings, slurm, place, helpers)
  }

  private static func runtime(
    _ cluster: FakeCluster?, _ settings: RuntimeSettings, _ slurm: SlurmSettings, _ place: TemporaryFolder,
    _ helpers: HelperBoard
  ) throws -> SlurmRuntime {
    var pace = SlurmPace(slurm)
    if cluster != nil {
      pace.look = .milliseconds(20)
      pace.ask = .milliseconds(20)
      pace.askSoon = .milliseconds(10)
      pace.force = .milliseconds(50)
      pace.settleHere = .milliseconds(50)
      pace.settleAfar = .milliseconds(50)
      pace.lastWord = .milliseconds(200)
      pace.submit = [.milliseconds(1), .milliseconds(1)]
    }
    return try SlurmRuntime(
      settings: settings, slurm: slurm, dataFolder: "\(place.path)/data",
      controller: cluster ?? SlurmCommands(slurm) as any SlurmController, pace: pace, helpers: helpers)
  }

  func start(environment: [(name: String, value: String)] = []) async throws {
    try await runtime.start(
      RunOrder(
        handle: handle, image: "test", placement: try await runtime.place(RunID(7)), environment: environment,
        bindings: [
          RunOrder.Binding(source: "\(place.path)/task", target: "/mnt/data/task-000000007", isWritable: true),
          RunOrder.Binding(source: "\(place.path)/tmp", target: "/mnt/tmp", isWritable: true),
        ], limits: settings.limits, proxy: ProxySocket(folder: "\(place.path)/proxy", name: "proxy.sock")))
  }

  /// Starts it and waits for its end.
  func run() async throws -> RuntimeExit {
    try await start()
    return try await runtime.wait(handle)
  }

  /// Waits until the script has made a file in its task folder.
  func appears(_ name: String) async throws {
    let changes = try FolderWatch().changes(in: "\(place.path)/task", .growth)
    if place.exists("task/\(name)") { return }
    for await _ in changes where place.exists("task/\(name)") { return }
  }

  /// The value of a key in the supervisor's state.
  func state(_ key: String) -> String? {
    place.text("supervisor/state")?.split(separator: "\n").first { $0.hasPrefix("\(key)=") }
      .map { String($0.dropFirst(key.count + 1)) }
  }
}
