/// How long to wait before the next attempt: 20 ms, doubled up to 500 ms, until the hold is over.
struct Backoff {
  private var next: Duration = .milliseconds(20)
  let deadline: Duration

  init(hold: Duration, now: Duration) {
    deadline = now + hold
  }

  /// nil once the hold is over.
  mutating func pause(at now: Duration) -> Duration? {
    guard now < deadline else { return nil }
    defer { next = min(next * 2, .milliseconds(500)) }
    return min(next, deadline - now)
  }
}
