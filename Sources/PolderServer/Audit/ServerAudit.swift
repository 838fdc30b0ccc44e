import Foundation
public import PolderCore
import PolderSQL
public import PolderService

/// The audit log of a server, for those who look at it beside the running server.
///
/// ```swift
/// let audit = try await ServerAudit(settings)
/// let verdict = try await audit.verify(remembered: head)
/// try audit.close()
/// ```
public struct ServerAudit: Sendable {
  private let database: any PolderSQL.Database
  private let now: @Sendable () -> Timestamp

  /// Opens the log in the database that settings name; nothing is made where there is none.
  public init(_ settings: ServerSettings, now: @escaping @Sendable () -> Timestamp = Timestamp.systemNow) async throws {
    let address = try DatabaseAddress(uri: settings.databaseURI, folder: settings.dataFolder)
    if case .sqlite(let path) = address, !FileManager.default.fileExists(atPath: path) {
      throw PolderError(
        .auditMissing, "There is no database, and so no audit log.", object: path,
        nextStep: "Check `uri` and the folder it is relative to.")
    }
    database = try await address.open()
    self.now = now
    do {
      try await requireLog(settings)
    } catch {
      try database.close()
      throw error
    }
  }

  private func requireLog(_ settings: ServerSettings) async throws {
    let tables = try await database.read { [query = database.dialect.columnsQuery] sql in
      Set(try sql.rows(query) { try $0.text(0) })
    }
    guard tables.isSuperset(of: ["polder_audit", "polder_audit_head"]) else {
      throw PolderError(
        .auditMissing, "The database has no audit log.", object: tables.isEmpty ? "an empty database" : nil,
        nextStep: "Start this version of the server on it once; it makes the log.")
    }
  }

  /// The newest entries that fit a filter, in their order.
  public func newest(_ limit: Int, _ filter: AuditFilter = .init()) async throws -> [AuditEntry] {
    try await database.read { try AuditLog.newest(limit, filter, $0) }
  }

  /// Hands over all entries that fit a filter, in their order, as one state of the log.
  /// - Returns: the head of that state
  public func export(
    _ filter: AuditFilter = .init(), _ body: @escaping @Sendable (AuditEntry) throws -> Void
  ) async throws -> AuditHead {
    try await database.read { sql in
      try AuditLog.forEach(filter, sql, body)
      return try AuditLog.head(sql)
    }
  }

  /// The head, to be remembered elsewhere.
  public func head() async throws -> AuditHead { try await database.read { try AuditLog.head($0) } }

  /// Follows the chain of all entries.
  public func verify(remembered: AuditHead? = nil) async throws -> AuditVerdict {
    try await database.read { try AuditLog.verify(remembered: remembered, $0) }
  }

  /// Removes the entries before a moment, once the log is proved whole, and appends who signed that off.
  /// - Returns: the cut; nil when there was nothing to remove
  public func cut(before moment: Timestamp, approvedBy: String) async throws -> AuditCut? {
    try await database.write { [now] sql in
      let verdict = try AuditLog.verify(sql)
      guard verdict.isWhole else {
        throw PolderError(
          .auditNotWhole, "The audit log is not whole, and what is wrong with it would be cut away.",
          object: verdict.findings.first?.description, nextStep: "Look at it with `polder server audit verify`.")
      }
      return try AuditLog.cut(before: moment, approvedBy: approvedBy, now: now(), sql)
    }
  }

  /// Closes the database.
  public func close() throws { try database.close() }
}

extension PolderError.Code {
  /// There is no audit log.
  public static let auditMissing: Self = "audit-missing"
  /// The audit log is not what was written.
  public static let auditNotWhole: Self = "audit-not-whole"
}
