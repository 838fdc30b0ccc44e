public import PolderCore
public import PolderSQL

/// The audit log in a database: tables `polder_audit` and `polder_audit_head`.
///
/// The row of the head is taken under a lock by whoever appends, and kept until that transaction ends, so that one
/// chain is written by however many processes.
public enum AuditLog {
  /// What makes the tables.
  public static func tables(_ dialect: Dialect) -> [SQL] {
    let long = dialect.name(of: .long)
    return [
      """
      CREATE TABLE polder_audit (number \(long) PRIMARY KEY, at \(long) NOT NULL, principal TEXT, \
      organization \(long), address TEXT, request TEXT, operation TEXT NOT NULL, object TEXT NOT NULL, \
      outcome TEXT NOT NULL, reason TEXT NOT NULL, count \(long) NOT NULL, details TEXT NOT NULL, \
      previous TEXT NOT NULL, hash TEXT NOT NULL)
      """,
      "CREATE INDEX polder_audit_at ON polder_audit (at)",
      "CREATE TABLE polder_audit_head (id INTEGER PRIMARY KEY, number \(long) NOT NULL, hash TEXT NOT NULL)",
      """
      INSERT INTO polder_audit_head (id, number, hash) \
      VALUES (1, \(AuditHead.start.number), \(AuditHead.start.hash))
      """,
    ]
  }

  /// Appends records in their order; the last thing that a transaction should do.
  /// - Returns: the new head
  @discardableResult
  public static func append(_ records: [AuditRecord], _ sql: Transaction) throws -> AuditHead {
    var head = try head(sql, under: sql.dialect.forUpdate)
    guard !records.isEmpty else { return head }
    var rows: [[SQLValue]] = []
    for record in records {
      let entry = AuditEntry(record, after: head)
      rows.append(values(entry))
      head = entry.head
      if rows.count == batch { try insert(&rows, sql) }
    }
    try insert(&rows, sql)
    try sql.execute("UPDATE polder_audit_head SET number = \(head.number), hash = \(head.hash) WHERE id = 1")
    return head
  }

  /// The head as it is kept.
  public static func head(_ sql: Transaction) throws -> AuditHead { try head(sql, under: "") }

  /// Hands over entries in their order, of those that fit a filter.
  public static func forEach(_ filter: AuditFilter, _ sql: Transaction, _ body: (AuditEntry) throws -> Void) throws {
    try sql.forEach("SELECT \(columns) FROM polder_audit WHERE \(filter.condition) ORDER BY number") { row in
      try body(try entry(row))
    }
  }

  /// The newest entries that fit a filter, in their order.
  public static func newest(_ limit: Int, _ filter: AuditFilter, _ sql: Transaction) throws -> [AuditEntry] {
    let query: SQL =
      "SELECT \(columns) FROM polder_audit WHERE \(filter.condition) ORDER BY number DESC LIMIT \(limit)"
    return try sql.rows(query, as: entry).reversed()
  }

  /// Follows the chain of all entries.
  public static func verify(remembered: AuditHead? = nil, _ sql: Transaction) throws -> AuditVerdict {
    var verifier = AuditVerifier(remembered: remembered)
    try sql.forEach("SELECT \(columns) FROM polder_audit ORDER BY number") { row in
      do {
        verifier.take(try entry(row))
      } catch is SQLError {
        // A field of another type than any that is written: somebody changed it.
        verifier.take(unreadable: try row.int64(0))
      }
    }
    return verifier.finish(kept: try head(sql))
  }

  /// The last of the entries with which a log begins that are all before a moment, and not behind a head; nil when
  /// there is none.
  public static func last(before moment: Timestamp, through head: AuditHead, _ sql: Transaction) throws -> AuditHead? {
    let next = try sql.first("SELECT MIN(number) FROM polder_audit WHERE at >= \(moment.microseconds)")?
      .optionalInt64(0)
    let number = min(head.number, (next ?? .max) - 1)
    return try sql.first("SELECT hash FROM polder_audit WHERE number = \(number)") { row in
      AuditHead(number: number, hash: try row.text(0))
    }
  }

  /// Removes the entries up to one and appends who signed that off; nil when that entry is not there with its hash.
  public static func cut(through end: AuditHead, approvedBy: String, now: Timestamp, _ sql: Transaction) throws
    -> AuditCut?
  {
    let row = try sql.first(
      """
      SELECT (SELECT MIN(number) FROM polder_audit), \
      (SELECT COUNT(*) FROM polder_audit WHERE number <= \(end.number)) \
      FROM polder_audit WHERE number = \(end.number) AND hash = \(end.hash)
      """)
    guard let row else { return nil }
    let cut = AuditCut(through: end, approvedBy: approvedBy)
    try sql.execute("DELETE FROM polder_audit WHERE number <= \(end.number)")
    try append([cut.record(at: now, first: try row.int64(0), entries: try row.int64(1))], sql)
    return cut
  }

  private static let batch = 100
  private static let columns: SQL = """
    number, at, principal, organization, address, request, operation, object, outcome, reason, count, details, \
    previous, hash
    """

  private static func head(_ sql: Transaction, under lock: SQL) throws -> AuditHead {
    let row = try sql.first("SELECT number, hash FROM polder_audit_head WHERE id = 1\(lock)")
    guard let row else {
      throw SQLError(.other, "The row of polder_audit_head is gone: the audit log can not go on.")
    }
    return AuditHead(number: try row.int64(0), hash: try row.text(1))
  }

  private static func insert(_ rows: inout [[SQLValue]], _ sql: Transaction) throws {
    guard !rows.isEmpty else { return }
    try sql.execute("INSERT INTO polder_audit (\(columns)) VALUES \(rows: rows)")
    rows = []
  }

  private static func values(_ entry: AuditEntry) -> [SQLValue] {
    let record = entry.record
    return [
      entry.number.sqlValue, record.time.microseconds.sqlValue, record.principal.sqlValue,
      record.organization.sqlValue, record.address.sqlValue, record.request.sqlValue, record.operation.sqlValue,
      record.object.sqlValue, record.outcome.description.sqlValue, record.reason.sqlValue, record.count.sqlValue,
      JSONValue.object(AuditEntry.details(record.details)).text.sqlValue, entry.previous.sqlValue,
      entry.hash.sqlValue,
    ]
  }

  /// An entry as it is kept; what can not be read is told by its hash, not by an error.
  private static func entry(_ row: Row) throws -> AuditEntry {
    let outcome = AuditOutcome(try row.text(8)) ?? .failed
    // A text that is no JSON any more was changed by somebody, which the hash tells.
    let details = (try? JSONValue(parsing: try row.text(11))) ?? .null
    var record = AuditRecord(
      time: Timestamp(microseconds: try row.int64(1)), principal: try row.optionalText(2),
      organization: try row.optionalInt64(3), operation: "", object: "", outcome: outcome, count: try row.int64(10),
      details: AuditEntry.details(of: details))
    record.address = try row.optionalText(4)
    record.request = try row.optionalText(5)
    record.operation = try row.text(6)
    record.object = try row.text(7)
    record.reason = try row.text(9)
    return AuditEntry(
      number: try row.int64(0), record: record, previous: try row.text(12), hash: try row.text(13))
  }
}
