/// When a call is made again: only where that is harmless, after growing pauses.
public struct RetryPolicy: Sendable {
  /// How often a call is made at the most.
  public var attempts: Int
  /// The pause before the second attempt; it doubles with each further one.
  public var firstPause: Duration
  /// The longest pause.
  public var longestPause: Duration

  /// Four attempts within about two seconds unless told otherwise.
  public init(attempts: Int = 4, firstPause: Duration = .milliseconds(250), longestPause: Duration = .seconds(5)) {
    self.attempts = attempts
    self.firstPause = firstPause
    self.longestPause = longestPause
  }

  /// A call is made once.
  public static let never = RetryPolicy(attempts: 1)

  /// The pause before an attempt, counted from 2.
  func pause(before attempt: Int) -> Duration {
    var pause = firstPause
    for _ in 2..<max(attempt, 2) where pause < longestPause { pause = pause * 2 }
    return min(pause, longestPause)
  }
}
