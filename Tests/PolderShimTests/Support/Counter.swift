import Synchronization

/// Counts calls per name.
final class Counter: Sendable {
  private let counts = Mutex<[String: Int]>([:])

  func next(_ name: String) -> Int {
    counts.withLock {
      $0[name, default: 0] += 1
      return $0[name, default: 0]
    }
  }
}
