/// Says how long to wait before asking again. Polder's proxy holds a question until the answer changes, so nothing is
/// waited there; where the same answer comes at once, the pauses grow.
struct PollPace: Sendable {
  private let first: Duration
  private let longest: Duration
  private var next: Duration
  private var last: String?

  init(first: Duration = .milliseconds(100), longest: Duration = .seconds(10)) {
    self.first = first
    self.longest = longest
    next = first
  }

  /// The pause after an answer that took so long.
  mutating func pause(after answer: String, took: Duration) -> Duration {
    guard answer == last, took < .milliseconds(500) else {
      last = answer
      next = first
      return .zero
    }
    defer { next = min(next * 1.5, longest) }
    return next
  }
}
