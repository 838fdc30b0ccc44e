import Logging
import PolderCore
import PolderTransport
import Synchronization

@testable import PolderNode

/// A run whose container is at a stand-in of an engine, and the runtimes of nodes that ask that for it.
final class EngineWorld: Sendable {
  /// The engine's number of the container.
  static let id = String(repeating: "c", count: 12)
  static let looking = "GET /containers/c7/json"
  static let waiting = "POST /containers/c7/wait"
  static let killing = "POST /containers/\(id)/kill"
  static let removing = "DELETE /containers/\(id)"

  let place: TemporaryFolder
  let engine = FakeEngine()
  let handle: RuntimeHandle
  /// What was waited for; no time passes.
  let pauses = Mutex<[Duration]>([])

  init(wallSeconds: Int = 1 << 30) throws {
    place = try TemporaryFolder()
    handle = RuntimeHandle(run: RunID(7), folder: try place.folder("records"))
    engine.state.withLock { $0.held = [Self.waiting] }
    try folder.write(
      ContainerRecord(
        container: "c7", relay: "r7", order: "o", engine: "one", wallSeconds: wallSeconds, cpuSeconds: 1 << 30,
        memoryBytes: 1, logBytes: 1_000))
    try folder.markStarted()
  }

  var folder: ContainerFolder { ContainerFolder(path: handle.folder) }

  /// What a process of the node has, in a data folder of its own.
  func runtime(_ data: String = "data") throws -> ContainerRuntime {
    let settings = RuntimeSettings(
      kind: .container, container: ContainerSettings(engine: "unix:///nowhere/engine.sock"))
    let link = EngineLink(settings.container, environment: [:], image: ShimImage(path: "/none"), channel: engine)
    var runtime = try ContainerRuntime(
      settings: settings, node: "ward", dataFolder: place.path + "/" + data, link: link,
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    runtime.pause = { [self] pause in
      pauses.withLock { $0.append(pause) }
      try Task.checkCancellation()
      await Task.yield()
    }
    return runtime
  }

  /// What the engine tells of the container.
  static func container(
    _ status: String, code: Int64 = 0, isOutOfMemory: Bool = false, started: String = "2100-01-01T00:00:00Z",
    mark: String = ""
  ) -> String {
    let state: JSONValue = [
      "Status": .string(status), "ExitCode": .integer(code), "OOMKilled": .bool(isOutOfMemory),
      "StartedAt": .string(started),
    ]
    let labels: JSONValue = ["polder.order": "o", "polder.node": .string(mark)]
    let container: JSONValue = ["Id": .string(id), "State": state, "Config": ["Labels": labels]]
    return container.text
  }

  /// How the stand-in says what a container printed.
  static func log(_ text: String) -> String {
    "\u{1}\0\0\0\0\0\0" + String(UnicodeScalar(UInt8(text.utf8.count))) + text
  }
}
