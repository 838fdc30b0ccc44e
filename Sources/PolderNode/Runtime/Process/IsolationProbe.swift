import Glibc
import PolderCore

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Looks at a sandbox from inside: nothing of the machine or its networks may be reached from there.
struct IsolationProbe {
  let runtime: any ProgramRunner
  let dataFolder: String
  /// What else the state of the probe tells.
  var inspect: @Sendable (ShimState) -> [RuntimeFinding] = { _ in [] }

  func findings() async throws -> [RuntimeFinding] {
    let (listener, port) = try FreePort.listen(on: 0)
    defer { close(listener) }
    let targets = try HostAddresses.all().map { "tcp=\($0):\(port)" } + HostAddresses.gateways().map { "tcp=\($0):53" }
    let paths = [dataFolder, "/root", "/home", "/var", "/etc/passwd", "/sys", "/run/docker.sock"].map { "path=\($0)" }
    let files = ["/proc/sys/kernel/core_pattern", "/proc/sysrq-trigger", "/usr/bin/env"].map { "write=\($0)" }
    let placement = try await runtime.place(RunID(0))
    let wanted = placement.helpers.targets
    return try await run([Sandbox.shimInside, "probe"] + wanted + targets + paths + files, placement) { exit, state in
      Self.judge(exit, wanted: wanted, mechanism: state?.mechanism) + (state.map(inspect) ?? [])
        + Self.findings(ofUser: geteuid())
    }
  }

  /// Without walls there is nothing to look at but whether anything runs at all.
  func plainFindings() async throws -> [RuntimeFinding] {
    try await run(["/bin/true"], try await runtime.place(RunID(0))) { exit, state in
      guard exit.isSuccess else {
        return [RuntimeFinding("start", .refusal, "Nothing can be run: \(exit.detail ?? exit.cause.rawValue)")]
      }
      return state.map(inspect) ?? []
    }
  }

  private func run(
    _ program: [String], _ placement: RuntimePlacement,
    _ judge: (RuntimeExit, ShimState?) throws -> [RuntimeFinding]
  ) async throws -> [RuntimeFinding] {
    let place = dataFolder + "/probe-\(UUID().uuidString.prefix(8))"
    let proxyFolder = place + "/proxy"
    try FileManager.default.createDirectory(
      atPath: proxyFolder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    defer { try? FileManager.default.removeItem(atPath: place) }
    let handle = RuntimeHandle(run: RunID(0), folder: place)
    let order = RunOrder(
      handle: handle, image: "probe", placement: placement, environment: [], bindings: [],
      limits: RunLimits(memoryBytes: 256 << 20, cpuSeconds: 20, processes: 16, wallSeconds: 20),
      proxy: ProxySocket(folder: proxyFolder, name: "none"))
    do {
      try await runtime.start(program, readable: [], order)
    } catch let error as PolderError {
      return [
        RuntimeFinding("sandbox", .refusal, "No sandbox can be made: \(error.message)", nextStep: error.nextStep)
      ]
    }
    return try judge(try await ended(handle), try ShimFolder(path: place).state())
  }

  /// A probe that nobody waits for any more ends before its folder goes.
  private func ended(_ handle: RuntimeHandle) async throws -> RuntimeExit {
    do {
      return try await runtime.wait(handle)
    } catch {
      try await runtime.kill(handle)
      _ = try await Task { [runtime] in try await runtime.wait(handle) }.value
      throw error
    }
  }

  static func findings(ofUser user: uid_t) -> [RuntimeFinding] {
    guard user == 0 else { return [] }
    return [
      RuntimeFinding(
        "user", .warning, "The node runs as root, and so do algorithms, although without any of root's capabilities.",
        nextStep: "Run the node as a user of its own, who may read the databases and nothing else.")
    ]
  }

  /// Every line of the probe has to say that it failed, but those of what is wanted.
  static func judge(_ exit: RuntimeExit, wanted: [String] = [], mechanism: String?) -> [RuntimeFinding] {
    let lines = String(decoding: exit.log, as: UTF8.self).split(separator: "\n").map(String.init)
    guard exit.isSuccess, lines.last == "probe done" else {
      return [
        RuntimeFinding(
          "sandbox", .refusal,
          "The sandbox does not work: \((lines.suffix(3) + [exit.detail].compactMap(\.self)).joined(separator: " "))",
          nextStep: "Allow unprivileged user namespaces, or run the node where bubblewrap works.")
      ]
    }
    let all = lines.filter { $0.hasPrefix("reached ") }.map { String($0.dropFirst("reached ".count)) }
    let reached = all.filter { !wanted.contains($0) }
    let missing = wanted.filter { !all.contains($0) }
    var findings = [
      reached.isEmpty
        ? RuntimeFinding(
          "sandbox", .fine,
          "Nothing of this machine is reached from inside\(wanted.isEmpty ? "" : ", but the helpers of the configuration")."
        )
        : RuntimeFinding(
          "sandbox", .refusal, "From inside the sandbox this is reached: \(reached.joined(separator: ", "))",
          nextStep: "Find out why, before an algorithm does.")
    ]
    if !missing.isEmpty {
      findings.append(
        RuntimeFinding(
          "helpers", .refusal, "From inside the sandbox helpers are not reached: \(missing.joined(separator: ", "))",
          nextStep: "Look at the node's log."))
    }
    findings.append(
      mechanism == "summed"
        ? RuntimeFinding(
          "limits", .fine, "Limits are held by adding up the processes of a run; no control group can be written.")
        : RuntimeFinding("limits", .fine, "Limits are held by a control group (\(mechanism ?? "unknown"))."))
    return findings
  }
}
