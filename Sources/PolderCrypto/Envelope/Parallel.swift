import Dispatch
import Synchronization

/// Work on several pieces at once, on as many processors as there are.
enum Parallel {
  /// Does work for each number below a count, and waits until all is done.
  ///
  /// A single piece is done right here.
  /// - Returns: the first error that came up, if any did
  static func forEach(_ count: Int, _ work: @Sendable (Int) throws -> Void) -> (any Error)? {
    guard count > 1 else { return count == 1 ? error { try work(0) } : nil }
    let failure = Mutex<(any Error)?>(nil)
    DispatchQueue.concurrentPerform(iterations: count) { index in
      guard let error = error({ try work(index) }) else { return }
      failure.withLock { $0 = $0 ?? error }
    }
    return failure.withLock { $0 }
  }

  private static func error(_ work: () throws -> Void) -> (any Error)? {
    do {
      try work()
      return nil
    } catch {
      return error
    }
  }
}
