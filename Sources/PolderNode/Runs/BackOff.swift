/// Growing pauses between attempts.
struct BackOff: Sendable, Hashable {
  /// How many attempts failed in a row.
  private(set) var failures = 0

  /// The pause before the next attempt: 1 s, 2 s, 4 s … 60 s.
  mutating func next() -> Duration {
    defer { failures += 1 }
    return .seconds(min(1 << min(failures, 6), 60))
  }

  /// The last attempt succeeded.
  mutating func reset() { failures = 0 }
}
