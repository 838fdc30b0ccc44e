import CShim

/// Time for deadlines, and time for people.
enum Clock {
  /// Time since the machine started, with the time it slept.
  static var now: Duration { .nanoseconds(shim_now()) }

  /// Milliseconds since 1970.
  static var unixMilliseconds: Int64 { shim_unix_milliseconds() }
}
