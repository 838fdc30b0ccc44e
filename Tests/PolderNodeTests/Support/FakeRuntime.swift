import PolderCore
import Synchronization

@testable import PolderNode

/// What one process of a node sees of a stand-in machine.
struct FakeRuntime: Runtime {
  let machine: FakeMachine

  func check() async throws -> [RuntimeFinding] { machine.state.withLock { $0.findings } }

  func knows(image: String) -> Bool { machine.programs[image] != nil }

  func resolve(_ image: String, mustPull: Bool) async throws -> ResolvedImage {
    let failure = machine.state.withLock { state in
      state.lookups.append((image, mustPull))
      return state.lookupFailures.isEmpty ? nil : state.lookupFailures.removeFirst()
    }
    machine.changes.changed()
    if let failure { throw failure }
    while machine.state.withLock({ $0.fetching.contains(image) }) {
      let generation = machine.changes.generation
      guard machine.state.withLock({ $0.fetching.contains(image) }) else { break }
      await machine.changes.change(since: generation)
      try Task.checkCancellation()
    }
    let digest = machine.state.withLock { $0.digests[image] }
    guard knows(image: image) || digest != nil else {
      throw PolderError(.runtimeUnknownImage, "There is no such image.", object: image)
    }
    return ResolvedImage(name: image, digest: digest, reference: digest.map { "\(image)@\($0)" } ?? image)
  }

  func place(_ run: RunID) async throws -> RuntimePlacement { RuntimePlacement(paths: .machine, proxyPort: 1) }

  func start(_ order: RunOrder) async throws {
    let process = FakeProcess(order)
    let failure = machine.state.withLock { state in
      if state.failure == nil {
        state.processes[order.handle.folder] = process
        state.executions.append(order.handle.run)
      }
      return state.failure
    }
    if let failure { throw failure }
    guard let program = machine.programs[order.image] else {
      return process.end(RuntimeExit(cause: .startFailed))
    }
    // Not the node's child: it goes on when the node ends.
    Task { process.end(await program(process)) }
  }

  func adopt(_ handle: RuntimeHandle) async throws -> AdoptedState {
    let failure = machine.state.withLock { $0.adoptionFailures.isEmpty ? nil : $0.adoptionFailures.removeFirst() }
    if let failure { throw failure }
    if let reason = machine.state.withLock({ $0.lost }) { return .lost(reason: reason) }
    guard let process = machine.process(handle) else { return .neverStarted }
    return switch process.state {
    case .running: .running
    case .ended(let exit): .finished(exit)
    case .dead: .dead(reason: "the machine lost power")
    }
  }

  func wait(_ handle: RuntimeHandle) async throws -> RuntimeExit {
    let failure = machine.state.withLock { $0.waitFailures.isEmpty ? nil : $0.waitFailures.removeFirst() }
    if let failure {
      machine.changes.changed()
      throw failure
    }
    guard let exit = try await machine.process(handle)?.ended() else {
      throw PolderError("fake-lost", "The supervisor is gone.")
    }
    return exit
  }

  func ports(_ handle: RuntimeHandle) throws -> [RunPort] { machine.state.withLock { $0.ports } }

  func output(_ handle: RuntimeHandle) -> AsyncStream<[UInt8]> {
    machine.process(handle)?.output ?? AsyncStream { $0.finish() }
  }

  func kill(_ handle: RuntimeHandle) async throws {
    let failure = machine.state.withLock { $0.killFailures.isEmpty ? nil : $0.killFailures.removeFirst() }
    if let failure { throw failure }
    machine.process(handle)?.end(RuntimeExit(cause: .killed))
  }

  func remove(_ handle: RuntimeHandle) async -> Bool {
    machine.update { $0.removals.append(handle.run) }
    await machine.until { !$0.holdsRemovals }
    let isGone = machine.state.withLock { state in
      if Task.isCancelled { state.cutShort.append(handle.run) }
      guard !state.kept.contains(handle.run) else { return false }
      state.processes[handle.folder] = nil
      return true
    }
    machine.changes.changed()
    return isGone
  }
}
