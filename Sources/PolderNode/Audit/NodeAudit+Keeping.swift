import Logging
import PolderCore
import PolderService
import PolderSQL
import PolderSQLite

extension NodeAudit {
  /// Appends records in their order; a report that was announced already, and did not change, is not announced again.
  func append(_ records: [AuditRecord]) async throws {
    try await database.write { sql in
      var fresh: [AuditRecord] = []
      for record in records where try !Self.isTold(record, fresh, sql) { fresh.append(record) }
      try AuditLog.append(fresh, sql)
    }
  }

  private static func isTold(_ record: AuditRecord, _ fresh: [AuditRecord], _ sql: Transaction) throws -> Bool {
    guard record.operation == RunAct.sendReport else { return false }
    let isAboutTheSame = { (other: AuditRecord) in
      other.operation == record.operation && other.object == record.object
    }
    if let last = fresh.last(where: isAboutTheSame) { return last.details == record.details }
    return try newest(record.operation, record.object, sql)?.details == record.details
  }

  private static func newest(_ operation: String, _ object: String, _ sql: Transaction) throws -> AuditRecord? {
    var filter = AuditFilter()
    filter.operation = operation
    filter.object = object
    return try AuditLog.newest(1, filter, sql).first?.record
  }

  /// The hash of the configuration with which the node was started last; nil when it never was, or without a file.
  func formerConfiguration() async throws -> String? {
    try await database.read { sql in
      try Self.newest(NodeAuditEvent.startNode, "node", sql)?.details["configuration_sha256"]
    }
  }

  /// Removes what is older than so many days, if the log is whole; an entry tells by which line of the configuration.
  func removeOld(keepDays days: Int) async {
    let moment = now() - .seconds(days * 86_400)
    do {
      let cut = try await book.cut(
        before: moment, through: try await book.head(), approvedBy: "audit.keep_days: \(days)")
      if let cut { logger.notice("old entries of the audit log are removed", metadata: ["through": "\(cut.through)"]) }
    } catch is CancellationError {
      // The node ends; the next one removes them.
    } catch {
      logger.error("old entries of the audit log can not be removed", metadata: ["cause": "\(error)"])
    }
  }

  /// Tells the head at the start and once an hour, and removes what is old at the start and once a day; until cancelled.
  func keep(_ settings: NodeAuditSettings, pause: @Sendable (Duration) async throws -> Void) async {
    var hours = 0
    while !Task.isCancelled {
      await tellHead()
      if hours % 24 == 0, let days = settings.keepDays { await removeOld(keepDays: days) }
      hours += 1
      // Cancelled: the loop ends.
      try? await pause(.seconds(3_600))
    }
  }

  /// Writes the head into the node's log, so that it is remembered outside of the file.
  func tellHead() async {
    do {
      let head = try await book.head()
      logger.notice("the audit log ends here", metadata: ["head": "\(head)"])
    } catch is CancellationError {
      // The node ends, and tells it then.
    } catch {
      logger.warning("the end of the audit log can not be read", metadata: ["cause": "\(error)"])
    }
  }
}
