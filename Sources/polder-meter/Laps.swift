/// How long something took, each time it was done.
struct Laps {
  /// The durations, in seconds.
  private(set) var seconds: [Double] = []

  /// Does something and keeps how long it took.
  mutating func time(_ body: () async throws -> Void) async rethrows {
    let clock = ContinuousClock()
    let begin = clock.now
    try await body()
    add(begin.duration(to: clock.now))
  }

  /// Keeps a duration that was measured elsewhere.
  mutating func add(_ duration: Duration) { seconds.append(duration / .seconds(1)) }
}
