import PolderCore
import Synchronization

@testable import PolderNode

/// A machine whose programs outlive its nodes, as those under a supervisor do.
final class FakeMachine: Sendable {
  /// A program: gets its order, prints, and ends.
  typealias Program = @Sendable (FakeProcess) async -> RuntimeExit

  struct State: Sendable {
    var processes: [String: FakeProcess] = [:]
    /// The runs that were executed, in order; the oracle of what ran twice.
    var executions: [RunID] = []
    var findings: [RuntimeFinding] = []
    var failure: PolderError?
    /// The digests of images.
    var digests: [String: String] = [:]
    /// What was looked up, and whether it had to be pulled.
    var lookups: [(image: String, mustPull: Bool)] = []
    /// Images that are being fetched for as long as they are here.
    var fetching: Set<String> = []
    /// What looking an image up ends with, once.
    var lookupFailures: [PolderError] = []
    /// What looking for an earlier run ends with, once.
    var adoptionFailures: [PolderError] = []
    /// Why nobody knows what became of earlier runs.
    var lost: String?
    /// What waiting for a run ends with, once.
    var waitFailures: [PolderError] = []
    /// What ending a run ends with, once.
    var killFailures: [PolderError] = []
    /// The runs that were to be removed, and those of them that can not be.
    var removals: [RunID] = []
    var kept: Set<RunID> = []
    /// The ports by which runs are reached in a VPN.
    var ports: [RunPort] = []
    /// Nothing is removed for as long as this holds.
    var holdsRemovals = false
    /// The runs whose removal was given up half way.
    var cutShort: [RunID] = []
  }

  let state = Mutex(State())
  let programs: [String: Program]
  /// Something was removed.
  let changes = ChangeSignal()

  init(_ programs: [String: Program] = [:]) { self.programs = programs }

  var executions: [RunID] { state.withLock { $0.executions } }

  func process(_ handle: RuntimeHandle) -> FakeProcess? { state.withLock { $0.processes[handle.folder] } }

  /// Waits until something holds.
  func until(_ condition: @Sendable (State) -> Bool) async {
    while !Task.isCancelled {
      let generation = changes.generation
      if state.withLock({ condition($0) }) { return }
      await changes.change(since: generation)
    }
  }

  func update(_ body: (inout State) -> Void) {
    state.withLock { body(&$0) }
    changes.changed()
  }

  /// A loss of power: nothing runs any more, and the supervisors wrote nothing down.
  func losePower() {
    let all = state.withLock { $0.processes.values.map { $0 } }
    for process in all { process.end(nil) }
  }
}
