import PolderCore
import Synchronization

/// A clock that stands until it is set.
final class ManualClock: Sendable {
  private let moment: Mutex<Timestamp>

  init(_ moment: Timestamp = Timestamp(microseconds: 1_800_000_000_123_456)) { self.moment = Mutex(moment) }

  var now: Timestamp { moment.withLock { $0 } }

  func advance(_ duration: Duration) { moment.withLock { $0 = $0 + duration } }
}
