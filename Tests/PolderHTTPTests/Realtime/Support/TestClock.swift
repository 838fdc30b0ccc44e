import Synchronization

/// A clock that stands still until it is moved.
final class TestClock: Sendable {
  private let moment = Mutex(ContinuousClock.now)

  var now: ContinuousClock.Instant { moment.withLock { $0 } }

  func advance(_ duration: Duration) { moment.withLock { $0 += duration } }
}
