import Glibc

extension ContainerRuntime {
  /// Looks at the engine, and at the isolation from inside a container.
  /// - Throws: `PolderError` `runtime-engine-failed` that says where an engine was looked for, `runtime-engine-unsuitable`
  public func check() async throws -> [RuntimeFinding] {
    await link.forget()
    let engine = try await link.engine()
    let findings = EngineFindings(
      info: engine.info, limits: settings.limits, nodeUser: geteuid(),
      socketOwner: engine.address.socket.flatMap { FileRights($0)?.user }
    ).all
    guard !findings.contains(where: { $0.severity == .refusal }) else { return findings }
    return findings + (try await ContainerProbe(runtime: self, engine: engine).findings())
  }
}
