public import PolderCore

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Runs algorithms as programs of this machine, each in a sandbox of its own under `polder-shim`.
public struct ProcessRuntime: Runtime {
  private let settings: RuntimeSettings
  private let tools: ProcessTools
  private let dataFolder: String

  /// A runtime.
  /// - Parameters:
  ///   - settings: the section `runtime` of the configuration
  ///   - dataFolder: the node's own folder, which no algorithm may see
  /// - Throws: `PolderError` `runtime-not-isolated` when a program that it needs is missing
  public init(settings: RuntimeSettings, dataFolder: String) throws {
    self.settings = settings
    self.dataFolder = dataFolder
    tools = try ProcessTools(settings)
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

  /// Inside a sandbox every run has the same port; without one a port of the machine that is free now.
  public func place(_ run: RunID) async throws -> RuntimePlacement {
    if settings.sandbox == .required { return RuntimePlacement(paths: .bound, proxyPort: 8_080) }
    return RuntimePlacement(paths: .machine, proxyPort: try FreePort.find())
  }

  /// Starts a run under its supervisor.
  public func start(_ order: RunOrder) async throws {
    guard let program = settings.images[order.image], !program.isEmpty else {
      throw PolderError(
        .runtimeUnknownImage, "There is no program for the image.", object: order.image,
        nextStep: "Name one in the node's configuration under runtime: images.")
    }
    try await start(program, order)
  }

  /// Starts any program in the same conditions.
  func start(_ program: [String], _ order: RunOrder) async throws {
    let folder = ShimFolder(path: order.handle.folder)
    try folder.writeSpec(spec(program, order))
    let ending = try await tools.shim(["run", "--background", folder.path])
    guard ending.code == 0 else {
      throw Self.failure(order, "The supervisor refused (code \(ending.code)). \(ending.text)")
    }
    if let state = try folder.state(), state.phase == .exited, state.reason == "start-failed" {
      throw Self.failure(order, state.error ?? "The program can not be executed.")
    }
  }

  private static func failure(_ order: RunOrder, _ message: String) -> PolderError {
    PolderError(.runtimeStartFailed, message, object: "run \(order.handle.run)", nextStep: "Look at the node's log.")
  }

  private func spec(_ program: [String], _ order: RunOrder) -> ShimText {
    var spec = ShimText(title: "polder-run 1")
    for argument in command(program, order) { spec.add("argument", argument) }
    for (name, value) in order.environment { spec.add("environment", "\(name)=\(value)") }
    if !order.environment.contains(where: { $0.name == "PATH" }) {
      spec.add("environment", "PATH=/usr/local/bin:/usr/bin:/bin")
    }
    let limits = order.limits
    spec.add("memory-bytes", String(limits.memoryBytes))
    spec.add("cpu-seconds", String(limits.cpuSeconds))
    // The walls themselves need a few: two for bubblewrap and the relay, one for each open connection.
    spec.add("processes", String(limits.processes + 16))
    spec.add("wall-seconds", String(limits.wallSeconds))
    spec.add("file-bytes", String(limits.fileBytes))
    spec.add("log-bytes", String(limits.logBytes))
    spec.add("grace-seconds", "1")
    spec.add("spare-generations", settings.sandbox == .required ? "2" : "1")
    return spec
  }

  private func command(_ program: [String], _ order: RunOrder) -> [String] {
    guard settings.sandbox == .required, let bubblewrap = tools.bubblewrap else {
      return [
        tools.shimPath, "relay", "--listen", String(order.placement.proxyPort), "--connect", order.proxy.path, "--",
      ]
        + program
    }
    var sandbox = Sandbox(
      bubblewrap: bubblewrap, shim: tools.shimPath, proxyFolder: order.proxy.folder,
      proxySocketName: order.proxy.name, port: order.placement.proxyPort)
    sandbox.bindings = order.bindings.map {
      Sandbox.Binding(outside: $0.source, inside: $0.target, isWritable: $0.isWritable)
    }
    sandbox.readable = tools.readable(for: program)
    sandbox.temporaryBytes = max(order.limits.memoryBytes / 4, 1 << 20)
    return sandbox.command(for: program)
  }

  /// Finds out what became of a run, and makes sure that one that never started never will.
  public func adopt(_ handle: RuntimeHandle) async throws -> AdoptedState {
    let folder = ShimFolder(path: handle.folder)
    switch try folder.standing() {
    case .running: return .running
    case .exited(let state): return .finished(exit(of: state, in: folder))
    case .neverStarted: return try folder.forbidStart() ? .neverStarted : try await adopt(handle)
    case .orphaned:
      let ending = try await tools.shim(["reap", folder.path])
      guard ending.code == 0 else {
        return .lost(reason: "The run's supervisor was ended by force, and what it had started can not be ended.")
      }
      return .dead(reason: "The run's supervisor was ended by force; all its processes are dead.")
    }
  }

  /// Waits until the whole tree of processes has ended.
  public func wait(_ handle: RuntimeHandle) async throws -> RuntimeExit {
    let folder = ShimFolder(path: handle.folder)
    switch try await folder.ended() {
    case .exited(let state): return exit(of: state, in: folder)
    default:
      let ending = try await tools.shim(["reap", folder.path])
      guard ending.code == 0, let state = try folder.state() else {
        throw PolderError(
          "runtime-supervisor-lost", "The run's supervisor was ended by force and its processes may be alive.",
          object: "run \(handle.run)", nextStep: "Look for processes of \(folder.path).")
      }
      return exit(of: state, in: folder)
    }
  }

  private func exit(of state: ShimState, in folder: ShimFolder) -> RuntimeExit {
    let log = Array(folder.log(atMost: settings.limits.logBytes).utf8)
    var exit = RuntimeExit(cause: .exit, code: state.code, signal: state.signal, log: log, detail: state.error)
    switch state.reason {
    case "memory": exit.cause = .memory
    case "cpu": exit.cause = .cpu
    case "processes": exit.cause = .processes
    case "wall": exit.cause = .wall
    case "killed": exit.cause = .killed
    case "start-failed": exit.cause = .startFailed
    case "lost":
      exit.code = nil
      exit.detail = "The run's supervisor was ended by force; all its processes are dead."
    default:
      // The walls tell a program that a signal ended as 128 + N.
      if let code = state.code, code > 128, code < 160 { (exit.code, exit.signal) = (nil, code - 128) }
    }
    return exit
  }

  /// What the algorithm prints from now on.
  public func output(_ handle: RuntimeHandle) -> AsyncStream<[UInt8]> {
    LogFollower(folder: ShimFolder(path: handle.folder)).pieces()
  }

  /// Asks the supervisor to end the whole tree.
  public func kill(_ handle: RuntimeHandle) async throws { try ShimFolder(path: handle.folder).requestKill() }

  /// Removes the supervisor's records.
  public func remove(_ handle: RuntimeHandle) async {
    let folder = ShimFolder(path: handle.folder)
    // A run that is still alive keeps its records; nothing to remove is nothing wrong.
    guard let standing = try? folder.standing() else { return }
    if case .running = standing { return }
    try? FileManager.default.removeItem(atPath: handle.folder)
  }
}
