import Synchronization

/// Says when it is time for the next line on a pull: every five seconds.
final class PullPace: Sendable {
  private let last: Mutex<ContinuousClock.Instant>
  private let now: @Sendable () -> ContinuousClock.Instant

  init(now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }) {
    self.now = now
    last = Mutex(now())
  }

  /// Whether it is; asking counts as telling.
  var isDue: Bool {
    last.withLock { last in
      let moment = now()
      guard moment - last >= .seconds(5) else { return false }
      last = moment
      return true
    }
  }
}
