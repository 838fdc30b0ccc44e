public import PolderCore

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Runs algorithms as programs of this machine, each in a sandbox of its own under `polder-shim`.
public struct ProcessRuntime: Runtime, ProgramRunner {
  let settings: RuntimeSettings
  let tools: ProcessTools
  var watch: FolderWatch
  let started = StartedRuns()
  private let helpers: HelperBoard?
  private let dataFolder: String

  /// A runtime.
  /// - Parameters:
  ///   - settings: the section `runtime` of the configuration
  ///   - dataFolder: the node's own folder, which no algorithm may see
  ///   - helpers: what algorithms reach beside the proxy
  /// - Throws: `PolderError` `runtime-not-isolated` when a program that it needs is missing
  public init(settings: RuntimeSettings, dataFolder: String, helpers: HelperBoard? = nil) throws {
    self.settings = settings
    self.dataFolder = dataFolder
    self.helpers = helpers
    tools = try ProcessTools(settings)
    watch = try FolderWatch.shared()
  }

  /// Looks at the sandbox from inside and at the way limits hold.
  public func check() async throws -> [RuntimeFinding] {
    guard settings.sandbox == .required else {
      return [
        RuntimeFinding(
          "sandbox", .warning, "Algorithms run without a sandbox and see what the node sees.",
          nextStep: "Remove `sandbox: off` from the configuration before real data comes near.")
      ]
    }
    return try await IsolationProbe(runtime: self, dataFolder: dataFolder).findings()
  }

  /// Whether the configuration names a program for an image.
  public func knows(image: String) -> Bool { settings.images[image] != nil }

  /// The program's name is all there is to look up.
  public func resolve(_ image: String, mustPull: Bool) async throws -> ResolvedImage {
    guard knows(image: image) else { throw Self.unknown(image) }
    return ResolvedImage(name: image, digest: nil, reference: image)
  }

  private static func unknown(_ image: String) -> PolderError {
    PolderError(
      .runtimeUnknownImage, "This node has no program for the image '\(image.prefix(200))'.", object: image,
      nextStep: "The node's steward names programs in the configuration under runtime.images.")
  }

  /// Inside a sandbox every run has the same port; without one a port of the machine that is free now.
  public func place(_ run: RunID) async throws -> RuntimePlacement {
    try .program(settings, helpers)
  }

  /// Starts a run under its supervisor.
  public func start(_ order: RunOrder) async throws {
    guard let program = settings.images[order.reference], let name = program.first else {
      throw Self.unknown(order.reference)
    }
    let path = order.environment.first { $0.name == "PATH" }?.value ?? ProgramFile.path
    let file = try ProgramFile.find(name, path: path)
    try await start(program, readable: tools.libraries + (ProcessTools.isSystem(file) ? [] : [file]), order)
  }

  /// Finds out what became of a run, and makes sure that one that never started never will.
  public func adopt(_ handle: RuntimeHandle) async throws -> AdoptedState {
    let folder = ShimFolder(path: handle.folder)
    guard !ContainerFolder.isThere(handle.folder) else { return .lost(reason: Self.isContainer) }
    while true {
      switch try folder.standing() {
      case .running: return .running
      case .exited(let state) where state.isTombstone: return .neverStarted
      case .exited(let state) where state.reason == "lost": return .dead(reason: RuntimeExit.lostDetail)
      case .exited(let state): return .finished(try exit(state, folder))
      // When a supervisor came first, the next look tells what it did.
      case .neverStarted: if try folder.forbidStart() { return .neverStarted }
      case .orphaned:
        let ending = try await tools.shim(["reap", folder.path])
        if ending.code == 0 { return .dead(reason: RuntimeExit.lostDetail) }
        return .lost(reason: "The run's supervisor was ended by force, and what it had started can not be ended.")
      }
    }
  }

  /// Waits until the whole tree of processes has ended.
  public func wait(_ handle: RuntimeHandle) async throws -> RuntimeExit {
    let folder = ShimFolder(path: handle.folder)
    switch try await folder.ended(watch) {
    case .exited(let state): return try exit(state, folder)
    case .neverStarted, .running:
      throw PolderError(
        "runtime-no-run", "There is no run to wait for.", object: "run \(handle.run)",
        nextStep: "Start the run first; look whether something removes files of \(folder.path).")
    case .orphaned:
      let ending = try await tools.shim(["reap", folder.path])
      guard ending.code == 0, let state = try folder.state() else {
        throw PolderError(
          "runtime-supervisor-lost", "The run's supervisor was ended by force and its processes may be alive.",
          object: "run \(handle.run)", nextStep: "Look for processes of \(folder.path).")
      }
      return try exit(state, folder)
    }
  }

  private func exit(_ state: ShimState, _ folder: ShimFolder) throws -> RuntimeExit {
    try folder.exit(state, logBytes: settings.limits.logBytes)
  }

  /// What the algorithm prints: all of it for a run that was started here, else what comes from now on, because an earlier
  /// process of the node has passed on the rest.
  public func output(_ handle: RuntimeHandle) -> AsyncStream<[UInt8]> {
    let folder = ShimFolder(path: handle.folder)
    return LogFollower(folder: folder, watch: watch) { [watch] in
      // Why it can not be waited for is told to those who wait for the run itself.
      _ = try? await folder.ended(watch)
    }.pieces(all: started.contains(handle))
  }

  /// Asks the supervisor to end the whole tree.
  public func kill(_ handle: RuntimeHandle) async throws { try ShimFolder(path: handle.folder).requestKill() }

  static let isContainer = "it was started as a container, and the node runs programs now"

  /// Removes the supervisor's records.
  @discardableResult
  public func remove(_ handle: RuntimeHandle) async -> Bool {
    started.remove(handle)
    // A run that is still alive keeps its records; nothing to remove is nothing wrong.
    guard !ContainerFolder.isThere(handle.folder), let standing = try? ShimFolder(path: handle.folder).standing() else {
      return false
    }
    switch standing {
    case .running: return false
    case .orphaned:
      // Who outlived the supervisor is ended first; where that can not be done, the records tell of it.
      guard let ending = try? await tools.shim(["reap", handle.folder]), ending.code == 0 else { return false }
    case .neverStarted, .exited: break
    }
    try? FileManager.default.removeItem(atPath: handle.folder)
    return true
  }
}
