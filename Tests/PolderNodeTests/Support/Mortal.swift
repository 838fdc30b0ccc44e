import PolderCore
import Synchronization

@testable import PolderNode

/// One process of a node that dies at a chosen moment: whatever it does from then on has no effect, as after SIGKILL.
final class Mortal: Sendable {
  /// What a node does to the world.
  enum Effect: Hashable {
    case list, claim, token, announce, deliver, place, start, adopt, wait, remove
    case record(JournalPhase)
    case other
  }

  enum Moment: Hashable {
    case before(Effect)
    /// It happened, and the node does not learn of it any more.
    case after(Effect)
  }

  private enum Fate { case alive, dead, buried }

  private let moment: Moment
  private let fate = Mutex(Fate.alive)
  private let changes = ChangeSignal()

  init(_ moment: Moment) { self.moment = moment }

  /// Does something, unless the node is dead; whoever waits for a dead node's deeds waits until it is buried.
  func perform<T: Sendable>(_ effect: Effect, _ body: () async throws -> T) async throws -> T {
    try await meet(.before(effect))
    let value = try await body()
    try await meet(.after(effect))
    return value
  }

  private func meet(_ moment: Moment) async throws {
    let isAlive = fate.withLock { fate in
      if fate == .alive, moment == self.moment { fate = .dead }
      return fate == .alive
    }
    guard !isAlive else { return }
    changes.changed()
    await until { $0 == .buried }
    throw CancellationError()
  }

  /// Waits until the node is dead.
  func died() async { await until { $0 != .alive } }

  /// Lets go of all that waits; it fails.
  func bury() {
    fate.withLock { $0 = .buried }
    changes.changed()
  }

  private func until(_ condition: (Fate) -> Bool) async {
    while !Task.isCancelled {
      let generation = changes.generation
      if fate.withLock({ condition($0) }) { return }
      await changes.change(since: generation)
    }
  }
}
