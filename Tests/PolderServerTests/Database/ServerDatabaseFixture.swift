import Foundation
import PolderCore
import PolderPassword
import PolderPostgres
import PolderSQL
import PolderSQLite
import PolderServer
import PolderTesting
import Testing

/// A database file in a folder of one test's own: fresh, or a copy of the one that the incumbent made.
final class ServerDatabaseFixture: Sendable {
  static let now = Timestamp(microseconds: 1_700_000_000_123_456)
  /// The incumbent's hash of the password `root`, so that most tests need not hash.
  static let hash = "$2b$04$QPMSAUjuoH0qjqD6a/DExOdcSw93B8Aqi4zCNeJiPoe0ltcloG1Zy"

  let folder: String
  let database: any Database
  private let server: TestPostgres?

  init(incumbent: Bool = false) async throws {
    folder = NSTemporaryDirectory() + "polder-server-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    if TestPostgres.isChosen {
      let server = try await incumbent ? ServerTemplate.incumbent.copy() : TestPostgres.next(for: TestHolder.current)
      self.server = server
      database = try PostgresDatabase(unchecked: try server.address)
    } else {
      server = nil
      let path = folder + "/server.sqlite"
      if incumbent { try Self.copyIncumbentFile(to: path) }
      database = try SQLiteDatabase(path: path)
    }
  }

  /// A copy of the file that the incumbent made, in a folder: whoever opens a database writes into it, and tests share the
  /// file.
  static func incumbentFile(in folder: TestFolder) throws -> String {
    let path = folder.path + "/incumbent.sqlite"
    try copyIncumbentFile(to: path)
    return path
  }

  private static func copyIncumbentFile(to path: String) throws {
    let file = try #require(
      Bundle.module.path(forResource: "fresh-server-4.15.2", ofType: "sqlite", inDirectory: "Fixtures"))
    try FileManager.default.copyItem(atPath: file, toPath: path)
  }

  /// The statements that the incumbent makes its tables with on PostgreSQL.
  static var incumbentSchema: String {
    get throws {
      let path = try #require(
        Bundle.module.path(forResource: "schema-4.15.2-postgres", ofType: "sql", inDirectory: "Fixtures"))
      return try String(contentsOfFile: path, encoding: .utf8)
    }
  }

  /// Another program on the same database.
  func another() throws -> any Database {
    guard let server else { return try SQLiteDatabase(path: folder + "/server.sqlite") }
    return try PostgresDatabase(unchecked: try server.address)
  }

  /// Its address, as a configuration names it.
  var uri: String { server?.uri ?? "sqlite:///" + folder + "/server.sqlite" }

  /// Its address.
  var address: DatabaseAddress {
    get throws { try DatabaseAddress(uri: uri, folder: "") }
  }

  /// What orders rows as they were written.
  static var written: SQL { TestPostgres.isChosen ? "ctid" : "rowid" }

  deinit {
    // A test's leftovers lie in the system's temporary folder at worst.
    let (database, folder) = (database, folder)
    BlockingWork.start {
      try? database.close()
      try? FileManager.default.removeItem(atPath: folder)
    }
  }

  /// A database of this program, ready.
  static func ready() async throws -> ServerDatabaseFixture {
    let fixture = try await ServerDatabaseFixture()
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
      SELECT rule_id FROM role_rule_association WHERE role_id = (SELECT id FROM role WHERE name = \(role)) ORDER BY \(Self.written)
      """)
  }
}
