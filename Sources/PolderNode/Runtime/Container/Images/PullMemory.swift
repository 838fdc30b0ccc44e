import Synchronization

/// Which names were asked for at their registries a moment ago: the partial runs of one task need not ask again.
final class PullMemory: Sendable {
  private struct Entry {
    let id: String
    let at: ContinuousClock.Instant
    let isConfirmed: Bool
  }

  private static let validity = Duration.seconds(60)
  private let entries = Mutex<[ImageName: Entry]>([:])
  private let now: @Sendable () -> ContinuousClock.Instant

  init(now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }) { self.now = now }

  /// Whether the answer of a moment ago still counts for an image of the engine.
  func isFresh(_ name: ImageName, _ id: String, mustPull: Bool) -> Bool {
    entries.withLock { entries in
      guard let entry = entries[name], entry.id == id, now() - entry.at < Self.validity else { return false }
      return entry.isConfirmed || !mustPull
    }
  }

  /// Remembers an answer: confirmed by the registry, or because that could not be reached.
  func remember(_ name: ImageName, _ id: String, isConfirmed: Bool) {
    entries.withLock { entries in
      if entries.count > 1_000 { entries = [:] }
      entries[name] = Entry(id: id, at: now(), isConfirmed: isConfirmed)
    }
  }
}
