import Dispatch
import Foundation

/// Work that blocks its thread, done in one of its own: those of the tests are as few as the machine has cores.
package enum BlockingWork {
  /// Does it and returns what it gives.
  package static func run<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
    try await withCheckedThrowingContinuation { continuation in
      start { continuation.resume(with: Result { try work() }) }
    }
  }

  /// Has it done; nobody waits but the end of the process, so that the last test leaves nothing behind either.
  package static func start(_ work: @escaping @Sendable () -> Void) {
    _ = waitsAtExit
    running.enter()
    Thread {
      work()
      running.leave()
    }.start()
  }

  private static let running = DispatchGroup()
  private static let waitsAtExit = atexit { _ = BlockingWork.running.wait(timeout: .now() + 30) }
}
