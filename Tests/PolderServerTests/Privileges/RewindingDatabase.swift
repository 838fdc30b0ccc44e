import PolderCore
import PolderSQL
import Synchronization

/// A database in which nothing stays, once it is sealed: every transaction is undone after its reply is known.
final class RewindingDatabase: Database {
  private struct Undone: Error {}

  private final class Box<Value: Sendable>: Sendable {
    let value = Mutex<Value?>(nil)
  }

  private let base: any Database
  private let isSealed = Mutex(false)

  init(_ base: any Database) { self.base = base }

  var dialect: Dialect { base.dialect }
  var statementCount: Int { base.statementCount }

  /// From now on nothing stays.
  func seal() { isSealed.withLock { $0 = true } }

  func read<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
    try await base.read(body)
  }

  @discardableResult
  func write<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
    guard isSealed.withLock({ $0 }) else { return try await base.write(body) }
    let box = Box<T>()
    do {
      try await base.write { transaction in
        let made = try body(transaction)
        box.value.withLock { $0 = made }
        throw Undone()
      }
    } catch is Undone {
      // As intended: the reply is kept, the rows are not.
    }
    guard let made = box.value.withLock({ $0 }) else {
      throw PolderError("test-rewind", "A transaction ended without a value.")
    }
    return made
  }

  func close() throws { try base.close() }
}
