public import PolderCore
public import PolderSQL

/// An audit log, for those who look at it beside the running service.
///
/// ```swift
/// let book = try await AuditBook(database, owner: "server")
/// let verdict = try await book.verify(remembered: head)
/// let exported = try await book.export { entry in print(entry.line) }
/// let cut = try await book.cut(before: moment, through: exported, approvedBy: "G. Hopper")
/// try book.close()
/// ```
public struct AuditBook: Sendable {
  private let database: any PolderSQL.Database
  private let owner: String
  private let now: @Sendable () -> Timestamp

  /// Takes over a database that holds a log; closes it when there is none in it.
  /// - Parameters:
  ///   - database: where the log is
  ///   - owner: `server` or `node`: whose log it is, for what people are told to type
  ///   - now: the clock
  /// - Throws: `PolderError` `audit-missing`, `SQLError`
  public init(
    _ database: any PolderSQL.Database, owner: String, now: @escaping @Sendable () -> Timestamp = Timestamp.systemNow
  ) async throws {
    self.database = database
    self.owner = owner
    self.now = now
    do {
      try await requireLog()
    } catch {
      try database.close()
      throw error
    }
  }

  private func requireLog() async throws {
    let tables = try await database.read { [query = database.dialect.columnsQuery] sql in
      Set(try sql.rows(query) { try $0.text(0) })
    }
    guard tables.isSuperset(of: ["polder_audit", "polder_audit_head"]) else {
      throw PolderError(
        .auditMissing, "The database has no audit log.", object: tables.isEmpty ? "an empty database" : nil,
        nextStep: "Start this version of the \(owner) on it once; it makes the log.")
    }
  }

  /// The newest entries that fit a filter, in their order.
  public func newest(_ limit: Int, _ filter: AuditFilter = .init()) async throws -> [AuditEntry] {
    try await database.read { try AuditLog.newest(limit, filter, $0) }
  }

  /// Hands over all entries that fit a filter, in their order, as one state of the log.
  /// - Parameters:
  ///   - filter: which entries
  ///   - begin: called before the first entry, and again where a lost connection has all of them read anew
  ///   - body: takes one entry
  /// - Returns: the head of that state
  /// - Throws: `SQLError`, and what the two functions throw
  public func export(
    _ filter: AuditFilter = .init(), begin: @escaping @Sendable () throws -> Void = {},
    _ body: @escaping @Sendable (AuditEntry) throws -> Void
  ) async throws -> AuditHead {
    try await database.read { sql in
      try begin()
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

  /// Removes the entries before a moment, once the log is proved whole, and appends who signed that off. While it is
  /// proved others write on.
  /// - Parameters:
  ///   - moment: the first one whose entries stay
  ///   - exported: the head of what was exported; what was written since stays, whatever its time
  ///   - approvedBy: who signs it off
  /// - Returns: the cut; nil when there was nothing to remove
  /// - Throws: `PolderError` when the log is not whole, or not the one that was exported
  public func cut(before moment: Timestamp, through exported: AuditHead, approvedBy: String) async throws -> AuditCut? {
    let (verdict, end) = try await database.read { sql in
      (try AuditLog.verify(remembered: exported, sql), try AuditLog.last(before: moment, through: exported, sql))
    }
    guard verdict.isWhole else {
      throw PolderError(
        .auditNotWhole, "The audit log is not whole, and what is wrong with it would be cut away.",
        object: verdict.findings.first?.description, nextStep: "Look at it with `polder \(owner) audit verify`.")
    }
    guard let end else { return nil }
    let cut = try await database.write { [now] sql in
      try AuditLog.cut(through: end, approvedBy: approvedBy, now: now(), sql)
    }
    guard let cut else {
      throw PolderError(
        .auditNotWhole, "The entry that the cut was to end with was changed or removed meanwhile.",
        object: end.description,
        nextStep: "Look at the log with `polder \(owner) audit verify`, and export it again.")
    }
    return cut
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
