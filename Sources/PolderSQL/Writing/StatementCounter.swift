import Synchronization

/// A number that several threads add to.
package final class StatementCounter: Sendable {
  private let total = Atomic<Int>(0)

  /// A number that is 0 at first.
  package init() {}

  /// The number.
  package var value: Int { total.load(ordering: .relaxed) }

  /// Adds to it.
  package func add(_ count: Int) { total.add(count, ordering: .relaxed) }
}
