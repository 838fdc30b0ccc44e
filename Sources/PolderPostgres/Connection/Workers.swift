import Dispatch
import Foundation

/// Threads that a database has for itself.
final class Workers: Sendable {
  private let group = DispatchGroup()

  /// Runs something in a thread of its own until it returns.
  func start(_ name: String, _ body: @escaping @Sendable () -> Void) {
    let group = self.group
    group.enter()
    let thread = Thread {
      body()
      group.leave()
    }
    thread.name = name
    thread.stackSize = 2 << 20
    thread.start()
  }

  /// Waits until all have returned.
  func join() { group.wait() }
}
