import PolderCore

extension ContainerRuntime {
  /// Finds out what became of a run, and makes sure that one that never started never will.
  ///
  /// To make a container and to start it are two calls, and the second came from a process that is dead: a container that
  /// is only made is removed, and then nothing can start it.
  public func adopt(_ handle: RuntimeHandle) async throws -> AdoptedState {
    let folder = ContainerFolder(path: handle.folder)
    guard let record = try folder.record() else {
      guard ShimFolder.isThere(handle.folder) else { return .neverStarted }
      return .lost(reason: "it was started as a program, and the node runs containers now")
    }
    if let exit = try folder.end() { return .finished(exit) }
    do {
      return try await adopt(handle, record, folder)
    } catch  where Self.isPassing(error) && !(error is CancellationError) {
      // Whoever waits for it finds out when the engine is back.
      return .running
    }
  }

  private func adopt(
    _ handle: RuntimeHandle, _ record: ContainerRecord, _ folder: ContainerFolder
  ) async throws -> AdoptedState {
    let engine = try await link.engine()
    guard engine.info.identity == record.engine else {
      return .lost(reason: "its container is at another engine than the one that the node is told to use")
    }
    while true {
      guard let state = try await own(record, engine.client) else {
        return folder.wasStarted
          ? .dead(reason: "its container was removed, and with it all its processes") : .neverStarted
      }
      switch state.phase {
      case .running: return .running
      case .exited:
        if Self.diedWithMachine(state, engine) { return .dead(reason: "the machine was started anew meanwhile") }
        return .finished(try await exit(state, record, folder, engine))
      case .created:
        // A start that was under way may come first; the next look tells.
        guard try await engine.client.remove(state.id, force: false) else { continue }
        try await removeRelay(record, engine.client)
        return .neverStarted
      case .removing: try await pause(.milliseconds(50))
      }
    }
  }

  /// The container of this very start.
  func own(_ record: ContainerRecord, _ client: EngineClient) async throws -> ContainerState? {
    guard let state = try await client.inspect(record.container), record.owns(state) else { return nil }
    return state
  }

  /// Whether a container ended because there was no machine any more: then its end tells nothing.
  static func diedWithMachine(_ state: ContainerState, _ engine: EngineLink.Engine) -> Bool {
    guard engine.address.socket != nil, let startedAt = state.startedAt, let boot = bootTime else { return false }
    // Both are told in whole seconds, and by clocks that may have been set meanwhile.
    guard startedAt.seconds < boot - 5 else { return false }
    return state.finishedAt.map { $0.seconds >= boot - 5 } ?? true
  }

  /// When the machine was started, in seconds since 1970.
  private static let bootTime: Int64? = SystemFile.text("/proc/stat").flatMap { text in
    text.split(separator: "\n").first { $0.hasPrefix("btime ") }.flatMap { Int64($0.dropFirst("btime ".count)) }
  }
}
