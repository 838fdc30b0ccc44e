import Glibc
import PolderCore

extension ContainerRuntime {
  /// Looks at the engine, and at the isolation from inside a container.
  public func check() async throws -> [RuntimeFinding] {
    await link.forget()
    let engine: EngineLink.Engine
    do {
      engine = try await link.engine()
    } catch let error as PolderError {
      return [RuntimeFinding("engine", .refusal, error.message, nextStep: error.nextStep)]
    }
    let findings = EngineFindings(
      info: engine.info, limits: settings.limits, nodeUser: geteuid(),
      socketOwner: engine.address.socket.flatMap { FileRights($0)?.user }
    ).all
    guard !findings.contains(where: { $0.severity == .refusal }) else { return findings }
    return findings + (try await ContainerProbe(runtime: self, engine: engine).findings())
  }
}
