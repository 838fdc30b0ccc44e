import Logging
import PolderCore
import PolderSQLite
import PolderService

@testable import PolderNode

/// An audit log in a folder of its own, and the file as others see it.
final class AuditFixture: Sendable {
  let place: TemporaryFolder
  let log: NodeAudit
  let clock = Shared(noon)
  /// How often another attempt was waited for.
  let retries = Shared(0)

  static var logger: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }

  init(limit: Int = 8_192) async throws {
    place = try TemporaryFolder()
    log = try await NodeAudit(
      NodeFolders(root: place.path), limit: limit, logger: Self.logger,
      now: { [clock] in clock.value },
      pause: { [retries] _ in
        retries.change { $0 += 1 }
        await Task.yield()
      })
  }

  /// Lets the log be written while the body runs, and to its end.
  func writing<T: Sendable>(_ body: () async throws -> T) async throws -> T {
    async let writer: Void = log.run()
    do {
      let value = try await body()
      log.finish()
      await writer
      return value
    } catch {
      log.finish()
      await writer
      throw error
    }
  }

  /// Makes every write fail until ``mend()``.
  func spoil() throws { try sql("UPDATE polder_audit_head SET id = 2") }

  func mend() throws { try sql("UPDATE polder_audit_head SET id = 1") }

  /// What somebody else does to the file.
  func sql(_ text: String) throws { try OtherHand.change(place.path + "/audit.sqlite", text) }

  func book() async throws -> AuditBook {
    try await AuditBook(try SQLiteDatabase(path: place.path + "/audit.sqlite"), owner: "node")
  }

  func records(_ operation: String? = nil) async throws -> [AuditRecord] {
    var filter = AuditFilter()
    filter.operation = operation
    let book = try await book()
    defer { try? book.close() }
    return try await book.newest(10_000, filter).map(\.record)
  }
}
