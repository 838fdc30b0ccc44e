import PolderSQL
import Synchronization

/// A database that lets a test step in: behind a commit of which its caller has not heard, and when a signal is given.
final class StagedDatabase: Database {
  /// The topics that were signalled, in order.
  let signalled: AsyncStream<String>
  private let told: AsyncStream<String>.Continuation
  private let base: any Database
  private let next = Mutex<(@Sendable () async throws -> Void)?>(nil)

  init(_ base: any Database) {
    self.base = base
    (signalled, told) = AsyncStream.makeStream()
  }

  var dialect: Dialect { base.dialect }
  var statementCount: Int { base.statementCount }

  /// Has something done once the next transaction is committed, before its caller hears of that, or of what it throws.
  func afterNextWrite(_ step: @escaping @Sendable () async throws -> Void) { next.withLock { $0 = step } }

  /// The next write is done, and its caller is told that it may be.
  func loseNextCommit() {
    afterNextWrite { throw SQLError(.unknownFate, "The connection was lost during a commit.") }
  }

  func read<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
    try await base.read(body)
  }

  @discardableResult
  func write<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
    let value = try await base.write(body)
    let step = next.withLock { next in
      defer { next = nil }
      return next
    }
    try await step?()
    return value
  }

  func close() throws { try base.close() }

  func signal(_ topic: String) {
    told.yield(topic)
    base.signal(topic)
  }

  func signals(of topic: String) -> AsyncStream<Void> { base.signals(of: topic) }
}
