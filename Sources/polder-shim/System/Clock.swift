import CShim
import Glibc

/// Time for deadlines, and time for people.
enum Clock {
  /// Time since the machine started, with the time it slept.
  static var now: Duration { read(CLOCK_BOOTTIME) }

  /// Milliseconds since 1970.
  static var unixMilliseconds: Int64 { read(CLOCK_REALTIME).wholeMilliseconds }

  private static func read(_ clock: clockid_t) -> Duration {
    var time = timespec()
    clock_gettime(clock, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }
}
