/// When a failed proof of a password is answered: at the next full step after it began, so that the little that a name
/// which exists takes more or less than one which does not is not to be seen (deviation 27).
package struct RefusalPace: Sendable {
  /// The time between two moments at which failures are answered.
  package let step: Duration

  /// A pace.
  package init(step: Duration = .milliseconds(20)) { self.step = step }

  /// How long after its beginning a failure that is known after so long is answered.
  package func answer(after elapsed: Duration) -> Duration {
    let steps = (elapsed / step).rounded(.up)
    return step * max(1, Int(steps))
  }

  /// Waits for the moment of a failure.
  /// - Throws: `CancellationError` when nobody waits for the answer any more
  func wait(since begin: ContinuousClock.Instant) async throws {
    let moment = begin + answer(after: ContinuousClock.now - begin)
    try await Task.sleep(until: moment, tolerance: .zero, clock: .continuous)
  }
}
