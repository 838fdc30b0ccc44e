import PolderCore

/// When a call is made again: only where that is harmless, after growing pauses.
public struct RetryPolicy: Sendable {
  /// How often a call is made at the most; nil makes it until there is an answer, or the task is cancelled.
  public var attempts: Int?
  /// The pause before the second attempt; it doubles with each further one.
  public var firstPause: Duration
  /// The longest pause.
  public var longestPause: Duration
  /// Whether a call that may be made again is, when its time is over.
  public var repeatsTimeouts: Bool
  /// Lets a pause pass.
  public var sleep: @Sendable (Duration) async throws -> Void

  /// Four attempts within about two seconds unless told otherwise.
  /// - Parameters:
  ///   - attempts: how often a call is made at the most; nil sets no bound
  ///   - firstPause: the pause before the second attempt
  ///   - longestPause: the longest pause
  ///   - repeatsTimeouts: whether a call that may be made again is, when its time is over
  ///   - sleep: lets a pause pass; by default the time itself
  public init(
    attempts: Int? = 4, firstPause: Duration = .milliseconds(250), longestPause: Duration = .seconds(5),
    repeatsTimeouts: Bool = false,
    sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
  ) {
    self.attempts = attempts
    self.firstPause = firstPause
    self.longestPause = longestPause
    self.repeatsTimeouts = repeatsTimeouts
    self.sleep = sleep
  }

  /// A call is made once.
  public static let never = RetryPolicy(attempts: 1)

  /// Does something that the other side may not get to see, again and again while the failure is harmless.
  /// - Parameters:
  ///   - isRepeatable: whether it may be done again though the other side may have seen it
  ///   - work: what is done
  /// - Returns: what the work gives in the end
  /// - Throws: the first failure that is not harmless, or the last
  package func run<Value>(isRepeatable: Bool, _ work: () async throws -> Value) async throws -> Value {
    var attempt = 1
    while true {
      do {
        return try await work()
      } catch let error as PolderError {
        guard isHarmless(error, isRepeatable), attempts.map({ attempt < $0 }) ?? true else { throw error }
      }
      attempt += 1
      try await sleep(pause(before: attempt))
    }
  }

  private func isHarmless(_ error: PolderError, _ isRepeatable: Bool) -> Bool {
    switch error.code {
    case .transportUnreachable: true
    case .transportInterrupted: isRepeatable
    case .transportTimeout: isRepeatable && repeatsTimeouts
    default: false
    }
  }

  /// The pause before an attempt, counted from 2.
  func pause(before attempt: Int) -> Duration {
    var pause = firstPause
    for _ in 2..<max(attempt, 2) where pause < longestPause { pause = pause * 2 }
    return min(pause, longestPause)
  }
}
