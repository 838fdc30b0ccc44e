import Foundation
import PolderCore
import PolderPassword
import PolderSQL
import PolderSQLite
import PolderServer
import Testing

/// A database file in a folder of one test's own: fresh, or a copy of the one that the incumbent made.
final class ServerDatabaseFixture: Sendable {
  static let now = Timestamp(microseconds: 1_700_000_000_123_456)
  /// The incumbent's hash of the password `root`, so that most tests need not hash.
  static let hash = "$2b$04$QPMSAUjuoH0qjqD6a/DExOdcSw93B8Aqi4zCNeJiPoe0ltcloG1Zy"

  let folder: String
  let database: any Database

  init(incumbent: Bool = false) throws {
    folder = NSTemporaryDirectory() + "polder-server-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    if incumbent {
      let source = try #require(
        Bundle.module.path(forResource: "fresh-server-4.15.2", ofType: "sqlite", inDirectory: "Fixtures"))
      try FileManager.default.copyItem(atPath: source, toPath: folder + "/server.sqlite")
    }
    database = try SQLiteDatabase(path: folder + "/server.sqlite")
  }

  deinit {
    // A test's leftovers lie in the system's temporary folder at worst.
    try? database.close()
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// A database of this program, ready.
  static func ready() async throws -> ServerDatabaseFixture {
    let fixture = try ServerDatabaseFixture()
    try await fixture.prepare()
    return fixture
  }

  @discardableResult
  func prepare(_ password: RootPassword = .hashed(ServerDatabaseFixture.hash)) async throws
    -> ServerDatabase.Preparation
  {
    try await ServerDatabase.prepare(
      database, rootPassword: password, passwords: Passwords(threads: 1), now: Self.now)
  }

  func run(_ statements: SQL...) async throws {
    try await database.write { transaction in
      for statement in statements { try transaction.execute(statement) }
    }
  }

  func values(_ query: SQL) async throws -> [[SQLValue]] {
    try await database.read { try $0.rows(query).map(\.values) }
  }

  func numbers(_ query: SQL) async throws -> [Int] {
    try await database.read { try $0.rows(query).map { try $0.int(0) } }
  }

  /// The names of the rules of a role, in the order of their rows.
  func rules(of role: String) async throws -> [Int] {
    try await numbers(
      """
      SELECT rule_id FROM role_rule_association WHERE role_id = (SELECT id FROM role WHERE name = \(role)) ORDER BY rowid
      """)
  }
}
