import Glibc

extension ContainerRuntime {
  /// Looks at the engine, and at the isolation from inside a container.
  /// - Throws: `PolderError` `runtime-engine-failed` that says where an engine was looked for, `runtime-engine-unsuitable`
  public func check() async throws -> [RuntimeFinding] {
    await link.forget()
    doors?.isUsable = true
    let engine = try await link.engine()
    let findings = EngineFindings(
      info: engine.info, limits: settings.limits, nodeUser: geteuid(),
      socketOwner: engine.address.socket.flatMap { FileRights($0)?.user }
    ).all
    guard !findings.contains(where: { $0.severity == .refusal }) else { return findings }
    let services = try await Self.telling { try await serviceFindings(engine.client) + vpnFindings(engine) }
    return findings + (try await probe(engine)) + services
  }

  /// Looks from inside. A machine that can not lead algorithms into the VPN runs them without it.
  private func probe(_ engine: EngineLink.Engine) async throws -> [RuntimeFinding] {
    let probe = ContainerProbe(runtime: self, engine: engine)
    var findings = try await probe.findings()
    guard let doors else { return findings }
    // What fails once may pass: the VPN is not taken from algorithms for that.
    if Self.refusal(in: findings) != nil { findings = try await probe.findings() }
    guard let refusal = Self.refusal(in: findings) else { return findings }
    doors.isUsable = false
    let without = try await probe.findings()
    guard Self.refusal(in: without) == nil else { return without }
    return without + [
      RuntimeFinding(
        "vpn", .warning, "Algorithms run without the VPN, into which they can not be led here: \(refusal.message)",
        nextStep: "Relays need the kernel's nf_tables with nft_redir, and an engine that lets them have NET_ADMIN.")
    ]
  }

  private static func refusal(in findings: [RuntimeFinding]) -> RuntimeFinding? {
    findings.first { $0.severity == .refusal }
  }

  /// A service that is not there now is linked as soon as it is.
  private func serviceFindings(_ client: EngineClient) async throws -> [RuntimeFinding] {
    var findings: [RuntimeFinding] = []
    for service in helpers?.settings.services ?? [] {
      let state = try await client.service(service.container)
      let problem = state.map { $0.problem(service) } ?? ServiceState.missing(service)
      findings.append(
        problem.map {
          RuntimeFinding(
            "services", .warning, "Algorithms can not reach the service `\(service.alias)`: \($0).",
            nextStep: "Start the container, or correct `docker_services`; it is linked as soon as it is there.")
        } ?? RuntimeFinding("services", .fine, "The service `\(service.alias)` is there."))
    }
    return findings
  }
}
