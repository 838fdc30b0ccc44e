import Dispatch
import PolderSQL

/// A write that holds the writer until it is let go, so that others wait behind it and share its commit.
struct HeldWrite: Sendable {
  private let release = DispatchSemaphore(value: 0)
  private let task: Task<Void, any Error>

  /// Begins it, and returns once it holds the writer.
  init(_ database: any Database, _ body: @escaping @Sendable (Transaction) throws -> Void = { _ in }) async {
    let held = AsyncStream.makeStream(of: Void.self)
    task = Task { [release] in
      try await database.write { transaction in
        try body(transaction)
        held.continuation.finish()
        release.wait()
        // It may be done again with the others, and is not held up then.
        release.signal()
      }
    }
    for await _ in held.stream {}
  }

  /// Lets it go on.
  func letGo() { release.signal() }

  /// Waits until it has ended, and throws what it threw.
  func end() async throws { try await task.value }
}
