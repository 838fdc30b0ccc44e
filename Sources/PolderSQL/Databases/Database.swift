/// A database of either engine. One closure is one transaction and runs on a thread of the database.
///
/// Closures may run alone or in a group with others, and again when what they did was undone; they must not wait for
/// anything but the database.
public protocol Database: Sendable {
  /// The language of the engine.
  var dialect: Dialect { get }

  /// How many statements ran since the database was opened, for tests and measurements.
  var statementCount: Int { get }

  /// Reads in a transaction that sees one state of the database; a statement that writes fails with `readOnly`.
  func read<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T

  /// Writes in a transaction: returns when it is durable, or throws and has changed nothing.
  @discardableResult
  func write<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T

  /// Closes all connections once the transactions under way have ended.
  func close() throws

  /// Tells other processes with this database, soon, that something of a topic was committed; many become one.
  func signal(_ topic: String)

  /// Signals of a topic from other processes. Some may be lost: whoever listens also looks from time to time.
  func signals(of topic: String) -> AsyncStream<Void>
}

extension Database {
  /// Nothing: only processes that look find it.
  public func signal(_ topic: String) {}

  /// No signals.
  public func signals(of topic: String) -> AsyncStream<Void> { AsyncStream { $0.finish() } }
}
