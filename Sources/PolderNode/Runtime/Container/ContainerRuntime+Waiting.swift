import Foundation
import Logging
import PolderCore
import PolderService
import PolderTransport

extension ContainerRuntime {
  /// Waits until the container has ended, and holds it to its time meanwhile.
  public func wait(_ handle: RuntimeHandle) async throws -> RuntimeExit {
    let folder = ContainerFolder(path: handle.folder)
    let beginning = Task { await noteBeginning(handle, folder) }
    defer { beginning.cancel() }
    var known: ContainerRecord?
    var troubles = BackOff()
    while true {
      try Task.checkCancellation()
      do {
        guard let record = try known ?? folder.record() else {
          throw PolderError(
            "runtime-no-run", "There is no run to wait for.", object: "run \(handle.run)",
            nextStep: "Start the run first; look whether something removes files of \(folder.path).")
        }
        known = record
        if let exit = try folder.end() { return exit }
        let engine = try await link.engine()
        if let exit = try await ended(record, folder, engine) { return exit }
        try await watchOver(handle, record, engine)
        troubles.reset()
      } catch let error as CancellationError {
        throw error
      } catch  where Self.isPassing(error) {
        // The engine is away, or the disk is full: containers go on, or their end is told when that is over.
        let pause = troubles.next()
        await link.forget()
        logger.warning(
          "it can not be seen yet how a run stands",
          metadata: ["run": "\(handle.run)", "cause": "\(Self.words(error))", "again_in": "\(pause)"])
        try await self.pause(pause)
      }
    }
  }

  /// Writes down how the output of a run began that was started here.
  private func noteBeginning(_ handle: RuntimeHandle, _ folder: ContainerFolder) async {
    guard started.contains(handle), folder.beginning == nil else { return }
    do {
      guard let record = try folder.record() else { return }
      let client = try await link.engine().client
      guard let first = try await client.beginning(record.container, waits: true) else { return }
      try folder.note(beginning: first)
    } catch {
      // Cancelled, or the engine is away: then the log does not tell whether something is left out.
      logger.debug("the beginning of a log was not seen", metadata: ["run": "\(handle.run)", "cause": "\(error)"])
    }
  }

  static func isPassing(_ error: any Error) -> Bool {
    // Also one that an engine of another version gives: it may be exchanged back, or be met anew.
    if error is EngineRefusal { return true }
    guard let error = error as? PolderError else { return false }
    return passing.contains(error.code) || error.code.rawValue.hasPrefix("transport-")
  }

  private static let passing: Set<PolderError.Code> = [
    .runtimeEngineFailed, .runtimeEngineUnsuitable, .nodeFolderUnusable,
  ]

  /// Its own engine may be back in a moment: what another one does not have is not gone.
  static func require(_ engine: EngineLink.Engine, of record: ContainerRecord) throws {
    guard engine.info.identity != record.engine else { return }
    throw PolderError(
      .runtimeEngineFailed, "Another engine answers than the one that has the run's container.",
      object: record.container, nextStep: "Let the node use the engine that it used before.")
  }

  /// How the run ended; nil while it runs.
  private func ended(
    _ record: ContainerRecord, _ folder: ContainerFolder, _ engine: EngineLink.Engine
  ) async throws -> RuntimeExit? {
    try Self.require(engine, of: record)
    guard let state = try await own(record, engine.client) else {
      return RuntimeExit(
        cause: folder.reason == .killed ? .killed : .exit, detail: "The container was removed from outside; it is dead."
      )
    }
    switch state.phase {
    case .running: return nil
    case .exited: return try await exit(state, record, folder, engine)
    case .created:
      // Its start failed without an answer: now it can not come any more.
      guard try await !engine.client.remove(state.id, force: false) else {
        return ExitVerdict(engine.info, reason: folder.reason).exit(state)
      }
    case .removing: break
    }
    try await pause(.milliseconds(50))
    return nil
  }

  func exit(
    _ state: ContainerState, _ record: ContainerRecord, _ folder: ContainerFolder, _ engine: EngineLink.Engine
  ) async throws -> RuntimeExit {
    var state = state
    if state.code == 137, !state.isOutOfMemory, folder.reason == nil {
      // Docker tells an end for want of memory a moment after the end itself.
      try await pause(.milliseconds(300))
      state = try await engine.client.inspect(state.id) ?? state
    }
    var exit = ExitVerdict(engine.info, reason: folder.reason).exit(state)
    do {
      let tail = try await engine.client.log(state.id, limit: record.logBytes)
      exit.log = tail.bytes
      exit.droppedLogBytes = tail.dropped
      if tail.dropped == 0, !tail.bytes.isEmpty, let first = folder.beginning {
        exit.isLogCut = try await engine.client.beginning(state.id, waits: false).map { $0 != first }
      }
    } catch let refusal as EngineRefusal {
      // What it printed is less than what it left: the result goes on its way without.
      exit.detail = "The engine does not give what it printed: \(refusal.message)"
    }
    try folder.write(exit)
    return exit
  }

  /// Returns when the container does not run, or sooner.
  private func watchOver(
    _ handle: RuntimeHandle, _ record: ContainerRecord, _ engine: EngineLink.Engine
  ) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await engine.client.waitForEnd(record.container) }
      group.addTask { try await guardLimits(handle, record, engine.client) }
      defer { group.cancelAll() }
      try await group.next()
    }
  }

  /// Ends the run when its time is over, or when that was ordered, until it has ended: engines do not always do what they
  /// are told, and do not always tell. A time counts from the container's own start, whichever process of the node saw
  /// that.
  private func guardLimits(_ handle: RuntimeHandle, _ record: ContainerRecord, _ client: EngineClient) async throws {
    let processors = settings.container.processors ?? Double(ProcessInfo.processInfo.activeProcessorCount)
    let clock = ContinuousClock()
    var due = clock.now
    while let state = try await own(record, client), state.phase == .running, let startedAt = state.startedAt {
      if ContainerFolder(path: handle.folder).reason != nil {
        // An order that the engine did not take or not carry out, or that came from a process that is dead.
        try await client.kill(state.id)
        try await pause(Self.glance)
        continue
      }
      let left = startedAt + .seconds(record.wallSeconds) - Timestamp.systemNow()
      if left <= .zero {
        logger.notice("ending the algorithm: its time is over", metadata: ["run": "\(handle.run)"])
        try await end(handle, for: .wall)
        continue
      }
      if due <= clock.now {
        // An engine that can not count is no reason not to see the end.
        let used = (try? await client.usage(record.container))??.cpuSeconds ?? 0
        if used >= Double(record.cpuSeconds) {
          logger.notice("ending the algorithm: its processor time is over", metadata: ["run": "\(handle.run)"])
          try await end(handle, for: .cpu)
          continue
        }
        // All processors together need at least so long to use the rest up.
        due = clock.now + .seconds(max(1, (Double(record.cpuSeconds) - used) / max(processors, 0.01)))
      }
      try await pause(min(left, clock.now.duration(to: due), Self.glance))
    }
  }

  /// How often it is looked at a container beside the engine's word.
  private static let glance = Duration.seconds(2)
}
