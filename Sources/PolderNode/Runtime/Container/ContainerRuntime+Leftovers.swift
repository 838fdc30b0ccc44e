public import PolderCore

extension ContainerRuntime: LeftoverCleaning {
  /// Containers and networks at the engine that bear this node's mark and belong to no open run.
  public func leftovers(keeping runs: Set<RunID>) async throws -> [String] {
    try await asking { try await $0.lines(keeping: runs) }
  }

  /// Removes them; what an algorithm that still runs needs is left alone.
  public func removeLeftovers(keeping runs: Set<RunID>) async throws {
    try await asking { try await $0.remove(keeping: runs) }
  }

  private func asking<Value: Sendable>(_ ask: (EngineLeftovers) async throws -> Value) async throws -> Value {
    try await Self.telling {
      try await ask(EngineLeftovers(client: try await link.engine().client, mark: names.mark, logger: logger))
    }
  }

  /// Asks the engine; what it refuses is told as an error of the runtime.
  static func telling<Value: Sendable>(_ ask: () async throws -> Value) async throws -> Value {
    do {
      return try await ask()
    } catch let refusal as EngineRefusal {
      throw PolderError(
        .runtimeEngineFailed, "The container engine refuses: \(refusal.message)",
        nextStep: "Look at the engine's log, and try again.", cause: refusal)
    }
  }
}
