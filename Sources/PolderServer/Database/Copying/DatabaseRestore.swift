import Foundation
package import PolderCore
package import PolderSQL
import PolderSQLite
import PolderService

/// Puts a backup into a database of either engine, all in one transaction; a server may run on it.
package enum DatabaseRestore {
  /// Puts a backup back.
  /// - Parameters:
  ///   - path: the backup, or any SQLite file of a server, Polder's or the incumbent's
  ///   - address: the database
  ///   - replacing: whether the content of a database that is in use may go
  ///   - now: when, for the audit log
  /// - Returns: what was copied
  /// - Throws: `PolderError` when the file is no backup, or the database is in use
  package static func run(
    _ path: String, into address: DatabaseAddress, replacing: Bool, now: Timestamp = Timestamp.systemNow()
  ) async throws -> TableCopy.Report {
    guard FileManager.default.fileExists(atPath: path) else {
      throw refusal("There is no file at that path.", path, "Check the path.")
    }
    try check(path)
    let database = try await address.open(for: "polder restore")
    do {
      let report = try await restore(path, into: database, "\(address)", replacing: replacing, now: now)
      try database.close()
      return report
    } catch {
      try database.close()
      if let error = error as? SQLError { throw PolderError(error, database: "\(address)") }
      throw error
    }
  }

  /// The same for a database that is open.
  package static func restore(
    _ path: String, into database: any Database, _ name: String, replacing: Bool, now: Timestamp
  ) async throws -> TableCopy.Report {
    try await database.write { target in
      if try ServerSchema.exists(target), try isInUse(target), !replacing {
        throw refusal(
          "The database has content already, which restoring would replace.", name,
          "Give an empty database, or say `--replace` if what it holds may go.")
      }
      try ServerSchema.migrator.migrate(target)
      try ServerSchema.complete(target)
      let former = try target.first("SELECT number, hash FROM polder_audit_head WHERE id = 1") { row in
        AuditHead(number: try row.int64(0), hash: try row.text(1))
      }
      let file = try SQLiteFile(path: path)
      let report = try file.transaction { source in
        try checkAge(source, path)
        try TableCopy.empty(target, for: source)
        return try TableCopy.run(from: source, to: target)
      }
      try file.close()
      try AuditLog.append([record(report, former, now)], target)
      return report
    }
  }

  /// What the audit log is told: it goes on where the backup ended, and says where it had come to before.
  private static func record(_ report: TableCopy.Report, _ former: AuditHead?, _ now: Timestamp) -> AuditRecord {
    var details = ["emptied": String(report.emptied), "rows": String(report.rows.values.reduce(0, +))]
    details["former_head"] = former?.description
    return AuditRecord(
      time: now, operation: "RestoreDatabase", object: "database", reason: "restored by the operator", details: details)
  }

  /// A database that only holds what a first start makes is as good as empty.
  private static func isInUse(_ sql: Transaction) throws -> Bool {
    let row = try sql.first(
      """
      SELECT (SELECT COUNT(*) FROM authenticatable) + (SELECT COUNT(*) FROM organization) \
      + (SELECT COUNT(*) FROM collaboration) + (SELECT COUNT(*) FROM task)
      """)
    return try row?.int(0) ?? 0 > 0
  }

  private static func check(_ path: String) throws {
    do {
      let file = try SQLiteFile(path: path)
      defer { _ = try? file.close() }
      if let flaw = try file.flaw() {
        throw refusal("The file is damaged: \(flaw)", path, "Take another backup.")
      }
      let isServer = try file.transaction { try ServerSchema.exists($0) }
      guard isServer else { throw refusal("The file is no backup of a server.", path, "Give the file of a backup.") }
    } catch let error as SQLError {
      throw PolderError(error, database: path)
    }
  }

  /// What a newer version wrote may mean what this one does not know.
  private static func checkAge(_ source: Transaction, _ path: String) throws {
    let isOurs = try source.rows(source.dialect.columnsQuery).contains { try $0.text(0) == "polder_migration" }
    guard isOurs else { return }
    let found = try source.first("SELECT MAX(number) FROM polder_migration")?.optionalInt(0) ?? 0
    guard found <= ServerSchema.migrator.newest else {
      throw SQLError(
        .newer(found: found, known: ServerSchema.migrator.newest), "The backup \(path) was made by a newer version.")
    }
  }

  private static func refusal(_ message: String, _ object: String, _ step: String) -> PolderError {
    PolderError(.restoreRefused, message, object: object, nextStep: step)
  }
}
