import Synchronization

/// The input of an open run as the server listed it: kept while there is room for it among those of all runs, and until it
/// is opened.
final class FoundInput: Sendable {
  private let budget: BodyBudget
  private let kept: Mutex<String?>

  /// - Parameters:
  ///   - text: the input as the server has it
  ///   - budget: where the room comes from, and goes back to
  init(_ text: String, within budget: BodyBudget) {
    self.budget = budget
    kept = Mutex(budget.take(text.utf8.count) ? text : nil)
  }

  deinit { release() }

  /// The input; nil when there was no room for it, or when it was released.
  var text: String? { kept.withLock { $0 } }

  /// Keeps it no longer.
  func release() {
    let text = kept.withLock { kept in
      defer { kept = nil }
      return kept
    }
    if let text { budget.giveBack(text.utf8.count) }
  }
}
