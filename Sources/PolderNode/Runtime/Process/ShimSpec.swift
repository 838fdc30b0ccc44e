import PolderCore

/// What a supervisor is told to start, however it is started itself: a program in its sandbox, with a relay to the proxy.
struct ShimSpec: Sendable {
  /// How many requests of an algorithm are carried at the same time.
  static let connections = 32

  let settings: RuntimeSettings
  let tools: ProcessTools
  /// A command that runs all this and ends as it does, for what has to stand outside the sandbox.
  var wrapper: [String] = []
  /// The processes and threads of the wrapper.
  var wrapperProcesses = 0

  init(settings: RuntimeSettings, tools: ProcessTools) {
    self.settings = settings
    self.tools = tools
  }

  /// The text of the spec.
  /// - Parameters:
  ///   - program: the program and its arguments
  ///   - readable: paths that it needs beside `/usr`
  ///   - order: what else is asked for
  /// - Returns: the text
  func text(_ program: [String], readable: [String], _ order: RunOrder) -> ShimText {
    var spec = ShimText(title: "polder-run 1")
    for argument in wrapper + command(program, readable, order) { spec.add("argument", argument) }
    for (name, value) in order.environment { spec.add("environment", "\(name)=\(value)") }
    if !order.environment.contains(where: { $0.name == "PATH" }) {
      spec.add("environment", "PATH=\(ProgramFile.path)")
    }
    // So that a relay without walls can reach its socket by a short name; inside, the walls choose the folder.
    if wrapper.isEmpty { spec.add("directory", order.proxy.folder) }
    let limits = order.limits
    spec.add("memory-bytes", String(limits.memoryBytes))
    spec.add("cpu-seconds", String(limits.cpuSeconds))
    // The walls themselves need a few: two for bubblewrap, two for the relay, one for each open connection.
    let relay = 4 + Self.connections + order.placement.helpers.relayThreads
    spec.add("processes", String(limits.processes + relay + wrapperProcesses))
    spec.add("wall-seconds", String(limits.wallSeconds))
    spec.add("file-bytes", String(limits.fileBytes))
    spec.add("log-bytes", String(limits.logBytes))
    // A kill is at once: an algorithm has nothing to save.
    spec.add("grace-seconds", "0")
    return spec
  }

  private func command(_ program: [String], _ readable: [String], _ order: RunOrder) -> [String] {
    guard settings.sandbox == .required, let bubblewrap = tools.bubblewrap else {
      return [
        tools.shimPath, "relay", "--connections", String(Self.connections), "--listen",
        String(order.placement.proxyPort), "--connect", wrapper.isEmpty ? order.proxy.name : order.proxy.path, "--",
      ] + program
    }
    var sandbox = Sandbox(
      bubblewrap: bubblewrap, shim: tools.shimPath, proxy: order.proxy, port: order.placement.proxyPort,
      connections: Self.connections)
    sandbox.bindings = order.bindings
    sandbox.readable = readable
    sandbox.helpers = order.placement.helpers
    sandbox.records = order.handle.folder
    sandbox.temporaryBytes = max(order.limits.memoryBytes / 4, 1 << 20)
    return sandbox.command(for: program)
  }
}
