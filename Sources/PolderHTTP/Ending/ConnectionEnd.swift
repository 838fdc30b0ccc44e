/// How a connection ends when its server does. Pure: it is told what comes and goes, and answers what that means.
///
/// Every request that came is answered; the last answer says that it is the last, and what comes after it is nobody's.
struct ConnectionEnd {
  /// Requests that came and are not answered yet.
  private var open = 0
  private var hasLingered = false
  /// Whether the answer that is being written is the last one.
  private var isLast = false
  private var isDeaf = false
  /// Whether the last word was said.
  private(set) var isOver = false

  /// A part of a request came.
  /// - Returns: whether it is for anybody
  mutating func takes(isHead: Bool) -> Bool {
    guard !isOver, !isDeaf else { return false }
    guard isHead else { return true }
    guard !isLast else {
      // Its peer was told that it would not be looked at: it must not be done after all.
      isDeaf = true
      return false
    }
    open += 1
    return true
  }

  /// An answer begins.
  /// - Returns: whether it has to say that it is the last one
  mutating func begins(isEnding: Bool) -> Bool {
    // Not while others wait behind it, which the peer would take for lost.
    if isEnding, open <= 1 { isLast = true }
    return isLast
  }

  /// An answer is complete.
  /// - Returns: whether it was the last word
  mutating func answers() -> Bool {
    open -= 1
    if isLast || hasLingered && open <= 0 { isOver = true }
    return isOver
  }

  /// The time is up in which another request could have come.
  /// - Returns: whether nothing is left to be answered
  mutating func lingers() -> Bool {
    hasLingered = true
    guard open <= 0, !isOver else { return false }
    isOver = true
    return true
  }
}
