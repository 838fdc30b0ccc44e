import Foundation
public import PolderCore
import PolderSQL
public import PolderService

extension AuditBook {
  /// Opens the log in the database that a server's settings name; nothing is made where there is none.
  /// - Throws: `PolderError` `audit-missing`, and what opening the database throws
  public init(_ settings: ServerSettings, now: @escaping @Sendable () -> Timestamp = Timestamp.systemNow) async throws {
    let address = try DatabaseAddress(uri: settings.databaseURI, folder: settings.dataFolder)
    if case .sqlite(let path) = address, !FileManager.default.fileExists(atPath: path) {
      throw PolderError(
        .auditMissing, "There is no database, and so no audit log.", object: path,
        nextStep: "Check `uri` and the folder it is relative to.")
    }
    try await self.init(try await address.open(for: "polder audit"), owner: "server", now: now)
  }
}
