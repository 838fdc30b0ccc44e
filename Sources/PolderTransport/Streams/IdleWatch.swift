import PolderCore
import Synchronization

/// Notices when a connection on which somebody waits is silent for too long.
final class IdleWatch: Sendable {
  typealias Instant = ContinuousClock.Instant

  private let limit: Duration
  private let now: @Sendable () -> Instant
  private let sleep: @Sendable (_ until: Instant) async throws -> Void
  private let waiting = Mutex<Instant?>(nil)

  /// A watch over a connection on which nobody waits yet.
  /// - Parameters:
  ///   - limit: the longest silence
  ///   - now: the clock
  ///   - sleep: lasts until a moment of it
  init(
    limit: Duration, now: @escaping @Sendable () -> Instant = { .now },
    sleep: @escaping @Sendable (_ until: Instant) async throws -> Void = {
      try await Task.sleep(until: $0, clock: .continuous)
    }
  ) {
    self.limit = limit
    self.now = now
    self.sleep = sleep
  }

  /// Somebody waits for the other side from now on; a wait under way begins anew.
  func begin() {
    let now = now()
    waiting.withLock { $0 = now }
  }

  /// Nobody waits any more.
  func end() { waiting.withLock { $0 = nil } }

  /// Lasts until the limit is passed, or until it is cancelled.
  /// - Throws: `PolderError` `transport-timeout`, or `CancellationError`
  func run(object: String) async throws {
    var due = now() + limit
    while true {
      try await sleep(due)
      guard let since = waiting.withLock({ $0 }) else {
        // A wait that begins from now on ends no sooner than that.
        due = now() + limit
        continue
      }
      due = since + limit
      guard due > now() else {
        throw PolderError(
          .transportTimeout, "The connection was silent for \(limit).", object: object,
          nextStep: "The other side may have received the request; look before repeating it.")
      }
    }
  }
}
