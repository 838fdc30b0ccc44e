import Synchronization

/// The memory that all buffered bodies may take together.
final class BodyBudget: Sendable {
  private let left: Atomic<Int>

  init(_ bytes: Int) {
    left = Atomic(bytes)
  }

  /// False if there is not so much left.
  func take(_ bytes: Int) -> Bool {
    if left.subtract(bytes, ordering: .relaxed).newValue >= 0 { return true }
    give(bytes)
    return false
  }

  func give(_ bytes: Int) {
    left.add(bytes, ordering: .relaxed)
  }
}
