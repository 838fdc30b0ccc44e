import Synchronization

/// Tells the first of several tries from the rest.
final class Cuts: Sendable {
  private let count = Atomic<Int>(0)

  func isFirst() -> Bool { count.add(1, ordering: .relaxed).newValue == 1 }
}
