/// How slow a peer may be. Pure: what happens is told with its moment, and it answers how long to wait, or that it is over.
struct RequestPace: Sendable {
  /// What a server bears.
  struct Limits: Sendable, Hashable {
    /// The time from one answer to the complete head of the next request.
    var head = Duration.seconds(120)
    /// The time that a body may take however small it is.
    var grace = Duration.seconds(30)
    /// The least bytes of a body in a second, beyond that.
    var rate = 1_024
    /// How long a peer may take none of an answer.
    var stall = Duration.seconds(120)
    /// How often it is looked at.
    var every = Duration.seconds(5)
  }

  private enum Phase {
    /// Waiting for the head of a request.
    case head(since: ContinuousClock.Instant)
    /// Within a body: the time for which the peer was waited for, and since when it is waited for now.
    case body(waited: Duration, since: ContinuousClock.Instant?, bytes: Int)
    /// The request is complete, it is answered.
    case answer
  }

  let limits: Limits
  private var phase: Phase
  private var stalledSince: ContinuousClock.Instant?
  /// Whether an answer was begun.
  private(set) var hasBegun = false

  init(_ limits: Limits = .init(), now: ContinuousClock.Instant) {
    self.limits = limits
    phase = .head(since: now)
  }

  /// The head of a request is complete. What follows is waited for as soon as somebody asks for it.
  mutating func head(now: ContinuousClock.Instant) {
    phase = .body(waited: .zero, since: now, bytes: 0)
    hasBegun = false
  }

  /// Somebody asks for more of the request.
  mutating func asked(now: ContinuousClock.Instant) {
    guard case .body(let waited, nil, let bytes) = phase else { return }
    phase = .body(waited: waited, since: now, bytes: bytes)
  }

  /// Bytes of the body came.
  mutating func body(_ count: Int, now: ContinuousClock.Instant) {
    guard case .body(let waited, let since, let bytes) = phase else { return }
    phase = .body(waited: waited + (since.map { now - $0 } ?? .zero), since: nil, bytes: bytes + count)
  }

  /// The request is complete.
  mutating func end() { if case .body = phase { phase = .answer } }

  /// The head of an answer was written.
  mutating func begin() { hasBegun = true }

  /// An answer is complete: the next request may come.
  mutating func answered(now: ContinuousClock.Instant) {
    // An answer that comes before the request is complete ends the connection, which others see to.
    if case .answer = phase { phase = .head(since: now) }
  }

  /// The peer takes what is written, or does not.
  mutating func writable(_ isWritable: Bool, now: ContinuousClock.Instant) {
    stalledSince = isWritable ? nil : stalledSince ?? now
  }

  /// Whether the peer was too slow.
  func isOver(now: ContinuousClock.Instant) -> Bool {
    if let stalledSince, now - stalledSince > limits.stall { return true }
    switch phase {
    case .head(let since): return now - since > limits.head
    case .body(let waited, let since, let bytes):
      let allowed = limits.grace + .seconds(Double(bytes) / Double(max(limits.rate, 1)))
      return waited + (since.map { now - $0 } ?? .zero) > allowed
    case .answer: return false
    }
  }

  /// Whether the peer still owes the rest of a request that nobody began to answer: it can be told.
  var canBeTold: Bool { if case .body = phase { !hasBegun } else { false } }
}
