import Foundation
package import PolderPostgres
import PolderSQL
import Synchronization

/// A database of a test's own on the PostgreSQL server that `scripts/postgres/with` runs for the tests; gone with the
/// object.
///
/// The server's address is in `POLDER_TEST_POSTGRES`. Suites that run on either engine take this one when
/// `POLDER_TEST_DATABASE` is `postgres`.
package final class TestPostgres: Sendable {
  /// Whether there is a server for tests.
  package static var isThere: Bool { server != nil }

  /// Whether the suites that run on either engine are to run on this one.
  package static let isChosen = isThere && ProcessInfo.processInfo.environment["POLDER_TEST_DATABASE"] == "postgres"

  private static let server = ProcessInfo.processInfo.environment["POLDER_TEST_POSTGRES"]
  private static let numbers = Atomic<Int>(0)
  private static let slots = TestSlots(16)
  private static let released = Mutex<[String]>([])
  private static let mostReleased = 40

  /// The database's name.
  package let name: String
  private let holder: String?

  /// Makes a database: an empty one, or a copy of another to which nobody is connected.
  package static func make(copyOf template: String = "template0") async throws -> TestPostgres {
    try await TestPostgres(copyOf: template, holder: nil)
  }

  /// Makes one as soon as not too many others are in use; a test that holds one gets its second at once, so that tests
  /// never wait for each other.
  /// - Parameters:
  ///   - template: what it is a copy of
  ///   - test: which test asks
  /// - Returns: the database
  /// - Throws: `SQLError` when the server makes none
  package static func next(copyOf template: String = "template0", for test: String?) async throws -> TestPostgres {
    let holder = test ?? UUID().uuidString
    await slots.take(for: holder)
    do {
      return try await TestPostgres(copyOf: template, holder: holder)
    } catch {
      slots.giveBack(by: holder)
      throw error
    }
  }

  private init(copyOf template: String, holder: String?) async throws {
    let number = Self.numbers.add(1, ordering: .relaxed).newValue
    name = "polder_test_\(ProcessInfo.processInfo.processIdentifier)_\(number)"
    self.holder = holder
    try await Self.runAside("CREATE DATABASE \(name) TEMPLATE \(template)")
  }

  deinit {
    if let holder { Self.slots.giveBack(by: holder) }
    // The last words of a test may come after it let go of this, so a database stays until some more are done with.
    let name = self.name
    let oldest = Self.released.withLock { released in
      released.append(name)
      return released.count > Self.mostReleased ? released.removeFirst() : nil
    }
    // The server's folder goes with the tests at the latest.
    if let oldest {
      BlockingWork.start { try? Self.run("DROP DATABASE IF EXISTS \(oldest) WITH (FORCE)") }
    }
  }

  /// Its address, as a configuration names it.
  package var uri: String { Self.uri(of: name) }

  /// Its address.
  package var address: PostgresAddress {
    get throws { try Self.address(uri) }
  }

  /// Ends all connections to it, as a restart of the server would.
  package func cutConnections() throws {
    try Self.run(
      """
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '\(name)' AND pid <> pg_backend_pid()
      """)
  }

  private static func run(_ statement: String) throws {
    try PostgresCommand.run(statement, at: address(uri(of: "postgres")))
  }

  private static func runAside(_ statement: String) async throws {
    try await BlockingWork.run { try run(statement) }
  }

  private static func uri(of name: String) -> String { (server ?? "") + "/" + name }

  private static func address(_ uri: String) throws -> PostgresAddress {
    guard let address = PostgresAddress(uri: uri) else {
      throw SQLError(.unreachable, "POLDER_TEST_POSTGRES names no PostgreSQL server.")
    }
    return address
  }
}
