import Foundation
import PolderCore
@testable import PolderNode

/// One run of a shell script in the real sandbox, in folders of its own.
final class RunFixture: Sendable {
  static let limits = RunLimits(
    memoryBytes: 256 << 20, cpuSeconds: 30, processes: 32, wallSeconds: 60, fileBytes: 16 << 20, logBytes: 64 << 10)

  let place: TemporaryFolder
  let runtime: ProcessRuntime
  let handle: RuntimeHandle
  let limits: RunLimits
  let program: [String]
  let helpers: HelperBoard

  convenience init(
    _ script: String, limits: RunLimits = RunFixture.limits, helpers: HelperSettings = HelperSettings()
  ) throws {
    try self.init(program: ["/bin/sh", "-c", script], limits: limits, helpers: helpers)
  }

  init(
    program: [String], limits: RunLimits = RunFixture.limits, sandbox: RuntimeSettings.Sandbox = .required,
    helpers: HelperSettings = HelperSettings()
  ) throws {
    place = try TemporaryFolder()
    for name in ["data", "task", "tmp", "proxy", "supervisor"] { _ = try place.folder(name) }
    handle = RuntimeHandle(run: RunID(7), folder: "\(place.path)/supervisor")
    self.limits = limits
    self.program = program
    self.helpers = HelperBoard(helpers, dataFolder: "\(place.path)/data")
    runtime = try Self.runtime(program, limits, sandbox, place, self.helpers)
  }

  /// As a new process of the node would have it.
  func anotherRuntime() throws -> ProcessRuntime { try Self.runtime(program, limits, .required, place, helpers) }

  private static func runtime(
    _ program: [String], _ limits: RunLimits, _ sandbox: RuntimeSettings.Sandbox, _ place: TemporaryFolder,
    _ helpers: HelperBoard
  ) throws -> ProcessRuntime {
    try ProcessRuntime(
      settings: RuntimeSettings(images: ["test": program], limits: limits, sandbox: sandbox, shim: ShimPath.value),
      dataFolder: "\(place.path)/data", helpers: helpers)
  }

  func order(
    image: String = "test", environment: [(name: String, value: String)] = [], more: [RunOrder.Binding] = []
  ) async throws -> RunOrder {
    RunOrder(
      handle: handle, image: image, placement: try await runtime.place(RunID(7)), environment: environment,
      bindings: [
        RunOrder.Binding(source: "\(place.path)/task", target: "/mnt/data/task-000000007", isWritable: true),
        RunOrder.Binding(source: "\(place.path)/tmp", target: "/mnt/tmp", isWritable: true),
      ] + more, limits: limits, proxy: ProxySocket(folder: "\(place.path)/proxy", name: "proxy.sock"))
  }

  func start(environment: [(name: String, value: String)] = []) async throws {
    try await runtime.start(try await order(environment: environment))
  }

  /// Starts it and waits for its end.
  func run(environment: [(name: String, value: String)] = []) async throws -> RuntimeExit {
    try await start(environment: environment)
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

extension RuntimeExit {
  var text: String { String(decoding: log, as: UTF8.self) }
}
