import PolderSQL
import Synchronization

/// A database that commits, and once says that it does not know whether it did.
final class UncertainDatabase: Database {
  private let base: any Database
  private let losesNext = Mutex(false)

  init(_ base: any Database) { self.base = base }

  var dialect: Dialect { base.dialect }
  var statementCount: Int { base.statementCount }

  /// The next write is done, and its caller is told that it may be.
  func loseNextCommit() { losesNext.withLock { $0 = true } }

  func read<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
    try await base.read(body)
  }

  @discardableResult
  func write<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
    let value = try await base.write(body)
    let isLost = losesNext.withLock { loses in
      defer { loses = false }
      return loses
    }
    if isLost { throw SQLError(.unknownFate, "The connection was lost during a commit.") }
    return value
  }

  func close() throws { try base.close() }
}
