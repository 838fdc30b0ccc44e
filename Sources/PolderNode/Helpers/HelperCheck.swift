import PolderCore

/// Says what keeps the helpers of a configuration from working: another runtime than they need, a program, a key.
enum HelperCheck {
  /// What is found, each thing under the key that asks for it.
  /// - Parameters:
  ///   - configuration: the node's configuration
  ///   - path: where programs lie
  /// - Returns: the findings; nothing where no helper is asked for
  static func findings(
    _ configuration: NodeConfiguration, path: String = HelperProcess.usualPath
  ) -> [RuntimeFinding] {
    let helpers = configuration.helpers
    var findings = runtime(helpers, configuration.runtime)
    if !helpers.tunnels.isEmpty {
      findings.append(program(SSHTunnel.program, "ssh-tunnels", "Tunnels", path))
      findings += helpers.tunnels.compactMap(key)
    }
    if helpers.allowList != nil { findings.append(program(AllowList.program, "whitelist", "The filter", path)) }
    return findings
  }

  /// What the runtime of the node can not have.
  private static func runtime(_ helpers: HelperSettings, _ runtime: RuntimeSettings) -> [RuntimeFinding] {
    guard runtime.kind != .container else { return [] }
    let kind = "Algorithms that run as `\(runtime.kind.rawValue)`"
    var findings: [RuntimeFinding] = []
    if runtime.sandbox == .off {
      let keys = [("ssh-tunnels", !helpers.tunnels.isEmpty), ("whitelist", helpers.allowList != nil)]
      findings += keys.filter(\.1).map { key, _ in
        refusal(
          key, "\(kind) without a sandbox have no names of their own.", "Take `sandbox: off` out, or the key `\(key)`.")
      }
    }
    if !helpers.services.isEmpty {
      findings.append(
        refusal(
          "docker_services", "\(kind) can not be linked to containers.",
          "Set `runtime: {kind: container}`, or take the key out."))
    }
    if helpers.vpn != nil {
      findings.append(
        refusal(
          "vpn_subnet", "A node whose algorithms run as `\(runtime.kind.rawValue)` can not join a VPN.",
          "Set `runtime: {kind: container}`, or take the key out."))
    }
    for tunnel in helpers.tunnels where tunnel.bind.port < 1_024 {
      findings.append(
        refusal(
          "ssh-tunnels", "\(kind) can not have the port \(tunnel.bind.port) of the tunnel `\(tunnel.hostname)`.",
          "Give `tunnel: bind: port` a number of 1024 or more, or set `runtime: {kind: container}`."))
    }
    return findings
  }

  private static func program(_ name: String, _ key: String, _ what: String, _ path: String) -> RuntimeFinding {
    guard HelperProcess.find(name, path: path) == nil else {
      return RuntimeFinding(key, .fine, "\(what): the program \(name) is there.")
    }
    let error = HelperProcess.missing(name, "`\(key)`")
    return RuntimeFinding(key, .refusal, error.message, nextStep: error.nextStep)
  }

  private static func key(_ tunnel: SSHTunnel) -> RuntimeFinding? {
    do throws(PolderError) {
      _ = try tunnel.keyToCopy()
      return nil
    } catch {
      return RuntimeFinding(
        "ssh-tunnels", .refusal, "\(error.message) (\(tunnel.keyPath))", nextStep: error.nextStep)
    }
  }

  private static func refusal(_ key: String, _ message: String, _ nextStep: String) -> RuntimeFinding {
    RuntimeFinding(key, .refusal, "`\(key)`: \(message)", nextStep: nextStep)
  }
}
