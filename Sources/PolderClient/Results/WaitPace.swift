/// The pauses between questions that no event prompted, as the Python client has them: each half as long again as the
/// one before, up to five minutes.
struct WaitPace {
  /// No pause is longer, unless the first already is.
  static let longest = Duration.seconds(300)
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
