import PolderCore
import PolderService
import PolderSQL
import PolderSQLite

/// The node's audit log as a command of its steward writes into it, beside a node that may be running.
struct StewardLog {
  private let file: SQLiteFile
  private let path: String

  /// Opens the log, or makes it.
  /// - Throws: `PolderError` `node-audit-unusable`
  init(_ folders: NodeFolders) async throws {
    path = folders.audit
    do {
      let database = try SQLiteDatabase(path: path)
      do {
        try await NodeAuditSchema.migrator.migrate(database)
      } catch {
        // The first error tells more.
        try? database.close()
        throw error
      }
      try database.close()
      file = try SQLiteFile(path: path)
    } catch let error as SQLError {
      throw Self.unusable(error, folders.audit)
    }
  }

  /// Appends an entry; it is durable when this returns.
  func append(_ record: AuditRecord) throws(PolderError) {
    do {
      _ = try file.transaction { try AuditLog.append([record], $0) }
    } catch {
      throw Self.unusable(error, path)
    }
  }

  func close() throws { try file.close() }

  private static func unusable(_ error: any Error, _ path: String) -> PolderError {
    PolderError(
      .nodeAuditUnusable, "The node's audit log can not be used: \((error as? SQLError)?.message ?? "\(error)")",
      object: path, nextStep: "Check the rights and the space of the node's `data_dir`; nothing was changed.",
      cause: error)
  }
}
