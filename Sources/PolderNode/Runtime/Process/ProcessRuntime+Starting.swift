import Glibc
import PolderCore

extension ProcessRuntime {
  /// Starts any program in the same conditions; `readable` are paths that it needs beside `/usr`.
  func start(_ program: [String], readable: [String], _ order: RunOrder) async throws {
    if let missing = order.bindings.first(where: { access($0.source, F_OK) != 0 }) {
      throw Self.failure(order, "What the algorithm should see is missing: \(missing.source).")
    }
    let folder = ShimFolder(path: order.handle.folder)
    started.insert(order.handle)
    try folder.writeSpec(spec(program, readable, order))
    let ending: (code: Int32, text: String)
    do {
      ending = try await tools.shim(["run", "--background", folder.path])
    } catch {
      ending = (-1, "The supervisor can not be executed: \(error)")
    }
    if ending.code != 0 { try await settle(ending, folder, order) }
    if let state = try folder.state(), state.phase == .exited, state.reason == "start-failed" {
      throw Self.failure(order, state.error ?? "The program can not be executed.")
    }
  }

  /// After a start that the supervisor did not confirm: returns if the run runs or ran, throws when it surely does not.
  private func settle(_ ending: (code: Int32, text: String), _ folder: ShimFolder, _ order: RunOrder) async throws {
    switch try await adopt(order.handle) {
    case .running, .finished, .lost: return
    case .neverStarted, .dead:
      throw Self.failure(order, "The supervisor refused (code \(ending.code)). \(ending.text)")
    }
  }

  private static func failure(_ order: RunOrder, _ message: String) -> PolderError {
    PolderError(.runtimeStartFailed, message, object: "run \(order.handle.run)", nextStep: "Look at the node's log.")
  }

  private func spec(_ program: [String], _ readable: [String], _ order: RunOrder) -> ShimText {
    var spec = ShimText(title: "polder-run 1")
    for argument in command(program, readable, order) { spec.add("argument", argument) }
    for (name, value) in order.environment { spec.add("environment", "\(name)=\(value)") }
    if !order.environment.contains(where: { $0.name == "PATH" }) {
      spec.add("environment", "PATH=\(ProgramFile.path)")
    }
    // So that a relay without walls can reach its socket by a short name; inside, the walls choose the folder.
    spec.add("directory", order.proxy.folder)
    let limits = order.limits
    spec.add("memory-bytes", String(limits.memoryBytes))
    spec.add("cpu-seconds", String(limits.cpuSeconds))
    // The walls themselves need a few: two for bubblewrap, two for the relay, one for each open connection.
    spec.add("processes", String(limits.processes + 4 + Self.connections))
    spec.add("wall-seconds", String(limits.wallSeconds))
    spec.add("file-bytes", String(limits.fileBytes))
    spec.add("log-bytes", String(limits.logBytes))
    // A kill is at once: an algorithm has nothing to save.
    spec.add("grace-seconds", "0")
    return spec
  }

  /// How many requests of an algorithm are carried at the same time.
  private static let connections = 32

  private func command(_ program: [String], _ readable: [String], _ order: RunOrder) -> [String] {
    guard settings.sandbox == .required, let bubblewrap = tools.bubblewrap else {
      return [
        tools.shimPath, "relay", "--connections", String(Self.connections), "--listen",
        String(order.placement.proxyPort), "--connect", order.proxy.name, "--",
      ] + program
    }
    var sandbox = Sandbox(
      bubblewrap: bubblewrap, shim: tools.shimPath, proxy: order.proxy, port: order.placement.proxyPort,
      connections: Self.connections)
    sandbox.bindings = order.bindings
    sandbox.readable = readable
    sandbox.temporaryBytes = max(order.limits.memoryBytes / 4, 1 << 20)
    return sandbox.command(for: program)
  }
}
