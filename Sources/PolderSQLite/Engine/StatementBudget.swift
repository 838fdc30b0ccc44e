import Synchronization

/// Bounds how many statements the connections keep prepared: queries put together from a caller's filters are many.
final class StatementBudget: Sendable {
  private let known = Mutex<Set<String>>([])
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  /// Whether a statement of that text may be kept; the first ones to come are.
  func admits(_ text: String) -> Bool {
    known.withLock { known in
      if known.contains(text) { return true }
      guard known.count < limit else { return false }
      known.insert(text)
      return true
    }
  }
}
