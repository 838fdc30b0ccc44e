import Glibc
import PolderCore

extension SlurmRuntime {
  /// Waits until the whole tree of processes has ended.
  public func wait(_ handle: RuntimeHandle) async throws -> RuntimeExit {
    let verdict = try await verdict(handle)
    await bridge?.close(handle)
    return verdict.exit
  }

  private func verdict(_ handle: RuntimeHandle) async throws -> SlurmVerdict {
    let folder = ShimFolder(path: handle.folder)
    let clock = ContinuousClock()
    let pulse = try folder.pulse(watch, every: pace.look)
    var nextQuestion = clock.now
    var killedAt: ContinuousClock.Instant?
    var orphanLooks = 0
    if let verdict = try await seen({ try await written(folder, handle) }) { return verdict }
    for await _ in Self.beginningNow(pulse) {
      guard let standing = try await seen({ try folder.standing() }) else { continue }
      if case .exited = standing, let verdict = try await seen({ try await written(folder, handle) }) { return verdict }
      if killedAt == nil, folder.isKillRequested {
        killedAt = clock.now
        nextQuestion = clock.now
      }
      guard clock.now >= nextQuestion else { continue }
      nextQuestion = clock.now + (killedAt == nil ? pace.ask : pace.askSoon)
      switch await look(handle) {
      case .alive(let job):
        if let since = killedAt, job.state == .pending || clock.now - since >= pace.force {
          // Tried again at the next look.
          try? await controller.cancel(job.id)
        }
        // A supervisor that is gone is soon followed by its job; where locks are not shared, it only seems to be gone.
        if case .orphaned = standing, orphanLooks < 20 {
          orphanLooks += 1
          nextQuestion = clock.now + pace.askSoon
        }
      case .over(let job):
        if let verdict = try await seen({ try await settle(folder, handle, job) }) { return verdict }
      case .unknown:
        if let verdict = try await seen({ try await settle(folder, handle, nil) }) { return verdict }
      case .unreachable: break
      }
    }
    throw CancellationError()
  }

  /// What a look tells; nil where the shared folder is away for a moment, which says nothing about the run.
  private func seen<Sight>(_ look: () async throws -> Sight?) async throws -> Sight? {
    do {
      return try await look()
    } catch let error as PolderError where Self.awayCodes.contains(error.code) {
      return nil
    }
  }

  private static let awayCodes: Set<PolderError.Code> = ["node-read", "node-write", "node-run-lock"]

  /// The first look is not put off until something changes.
  private static func beginningNow(_ pulse: AsyncStream<Void>) -> AsyncStream<Void> {
    let (stream, beat) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    beat.yield()
    let task = Task {
      for await _ in pulse { beat.yield() }
      beat.finish()
    }
    beat.onTermination = { _ in task.cancel() }
    return stream
  }

  /// The end that the supervisor wrote down, and what the controller has to say to it.
  func written(_ folder: ShimFolder, _ handle: RuntimeHandle) async throws -> SlurmVerdict? {
    guard case .exited(let state) = try folder.standing() else { return nil }
    let exit = try folder.exit(state, logBytes: settings.limits.logBytes)
    let isKilled = folder.isKillRequested
    guard state.reason != "lost", !state.isTombstone, SlurmVerdict.isAmbiguous(exit, isKillRequested: isKilled) else {
      return SlurmVerdict(written: exit, job: nil, isKillRequested: true)
    }
    let clock = ContinuousClock()
    let deadline = clock.now + pace.lastWord
    while clock.now < deadline {
      if case .over(let job) = await look(handle) {
        return SlurmVerdict(written: exit, job: job, isKillRequested: isKilled)
      }
      try await Task.sleep(for: min(pace.askSoon, .milliseconds(100)))
    }
    return SlurmVerdict(written: exit, job: nil, isKillRequested: isKilled)
  }

  /// The end of a run whose job is over; nil when a supervisor lives all the same.
  func settle(_ folder: ShimFolder, _ handle: RuntimeHandle, _ job: SlurmJob?) async throws -> SlurmVerdict? {
    let clock = ContinuousClock()
    let deadline = clock.now + patience(job)
    while true {
      folder.refresh()
      switch try folder.standing() {
      case .exited: return try await written(folder, handle)
      case .running: return nil
      case .neverStarted, .orphaned: break
      }
      guard clock.now < deadline else { break }
      try await Task.sleep(for: .milliseconds(100))
    }
    return try await unwritten(folder, job)
  }

  /// Nothing comes from a job that no machine ever executed.
  private func patience(_ job: SlurmJob?) -> Duration {
    guard let job else { return pace.settleHere }
    guard let host = job.host else { return .zero }
    return host == Self.hostName ? pace.settleHere : pace.settleAfar
  }

  private func unwritten(_ folder: ShimFolder, _ job: SlurmJob?) async throws -> SlurmVerdict? {
    let isKilled = folder.isKillRequested
    switch try folder.standing() {
    case .exited, .running: return nil
    case .neverStarted:
      guard try folder.forbidStart() else { return nil }
      return SlurmVerdict(
        unwrittenBy: job, began: false, isKillRequested: isKilled, output: folder.jobOutput())
    case .orphaned:
      let ending = try await tools.shim(["reap", folder.path])
      guard ending.code == 0 else {
        throw PolderError(
          "runtime-supervisor-lost", "The run's supervisor was ended by force and its processes may be alive.",
          object: folder.path, nextStep: "Look for its processes on \(job?.host ?? "the machine that executed it").")
      }
      var verdict = SlurmVerdict(
        unwrittenBy: job, began: true, isKillRequested: isKilled, output: folder.jobOutput())
      verdict.exit.log = try folder.log(atMost: settings.limits.logBytes + 512)
      return verdict
    }
  }

  /// This machine as Slurm names it.
  static let hostName: String = {
    var name = [CChar](repeating: 0, count: 256)
    guard gethostname(&name, name.count - 1) == 0 else { return "" }
    let bytes = name.prefix { $0 != 0 && $0 != 0x2E }.map { UInt8(bitPattern: $0) }
    return String(decoding: bytes, as: UTF8.self)
  }()
}
