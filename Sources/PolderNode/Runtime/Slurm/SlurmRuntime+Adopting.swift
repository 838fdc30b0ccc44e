import PolderCore

extension SlurmRuntime {
  /// Finds out what became of a run. One of which the controller can not tell now is taken for running: those who wait for
  /// it learn the rest.
  public func adopt(_ handle: RuntimeHandle) async throws -> AdoptedState {
    let folder = ShimFolder(path: handle.folder)
    guard !ContainerFolder.isThere(handle.folder) else { return .lost(reason: ProcessRuntime.isContainer) }
    try await reopenBridge(handle)
    while true {
      switch try folder.standing() {
      case .running: return .running
      case .exited(let state) where state.isTombstone: return .neverStarted
      case .exited(let state) where state.reason == "lost": return .dead(reason: RuntimeExit.lostDetail)
      case .exited:
        guard let verdict = try await written(folder, handle) else { continue }
        return Self.adopted(verdict)
      case .neverStarted, .orphaned: break
      }
      switch await look(handle) {
      case .alive, .unreachable: return .running
      case .over(let job):
        guard let verdict = try await settle(folder, handle, job) else { continue }
        return Self.adopted(verdict)
      case .unknown:
        guard let verdict = try await settle(folder, handle, nil) else { continue }
        // Without a job, and without a state: it was never handed in.
        return verdict.exit.cause == .startFailed ? .neverStarted : Self.adopted(verdict)
      }
    }
  }

  private static func adopted(_ verdict: SlurmVerdict) -> AdoptedState {
    verdict.isLost ? .dead(reason: verdict.exit.detail ?? RuntimeExit.lostDetail) : .finished(verdict.exit)
  }
}
