import Foundation
public import PolderCore
public import PolderService
import PolderSQL
import PolderSQLite

extension AuditBook {
  /// Opens the audit log of a node, also while the node runs; nothing is made where there is none.
  /// - Throws: `PolderError` `audit-missing`, and `SQLError` when the file can not be opened
  public init(
    _ configuration: NodeConfiguration, now: @escaping @Sendable () -> Timestamp = Timestamp.systemNow
  ) async throws {
    let path = NodeFolders(root: configuration.dataFolder).audit
    guard FileManager.default.fileExists(atPath: path) else {
      throw PolderError(
        .auditMissing, "There is no audit log in the node's folder.", object: path,
        nextStep: "Check `data_dir`, or start the node once; it makes the log.")
    }
    do {
      try await self.init(try SQLiteDatabase(path: path), owner: "node", now: now)
    } catch let error as SQLError {
      throw PolderError(error, database: path)
    }
  }
}
