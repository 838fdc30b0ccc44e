/// The pauses between questions that no event prompted: each half as long again as the one before, as the Python client
/// has them, but with a bound that suits somebody who is woken by events.
struct WaitPace {
  /// No pause is longer, unless the first already is.
  static let longest = Duration.seconds(10)
  /// No pause is shorter.
  static let shortest = Duration.milliseconds(100)

  private let bound: Duration
  private var upcoming: Duration

  init(_ interval: Duration) {
    upcoming = max(interval, Self.shortest)
    bound = max(interval, Self.longest)
  }

  /// The next pause.
  mutating func next() -> Duration {
    let pause = upcoming
    upcoming = min(pause * 3 / 2, bound)
    return pause
  }
}
