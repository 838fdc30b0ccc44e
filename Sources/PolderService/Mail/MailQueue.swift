public import PolderCore
public import PolderSQL

/// Mails that wait in the database: written in the transaction that they are about, sent once that is committed.
public enum MailQueue {
  /// How many may wait in all; more are not written.
  public static let limit: Int64 = 10_000
  /// How many may wait for one person.
  public static let limitPerRecipient: Int64 = 20

  /// A mail that is being sent.
  struct Waiting: Sendable {
    let id: Int64
    let message: MailMessage
    let createdAt: Timestamp
    let attempts: Int64
  }

  /// The table, and its indexes.
  public static func tables(_ dialect: Dialect) -> [SQL] {
    let long = dialect.name(of: .long)
    return [
      """
      CREATE TABLE polder_mail (id \(dialect.serialKey), recipient TEXT NOT NULL, subject TEXT NOT NULL, \
      body TEXT NOT NULL, created_at \(long) NOT NULL, expires_at \(long) NOT NULL, next_at \(long) NOT NULL, \
      attempts INTEGER NOT NULL)
      """,
      "CREATE INDEX polder_mail_next_at ON polder_mail (next_at)",
      "CREATE INDEX polder_mail_recipient ON polder_mail (recipient)",
    ]
  }

  /// Writes a mail that is of use for a time; false when too many wait already.
  @discardableResult
  public static func append(
    _ message: MailMessage, for lifetime: Duration, now: Timestamp, _ sql: Transaction
  ) throws -> Bool {
    let counts = try sql.first(
      """
      SELECT (SELECT COUNT(*) FROM polder_mail), \
      (SELECT COUNT(*) FROM polder_mail WHERE recipient = \(message.recipient))
      """)
    guard let counts, try counts.int64(0) < limit, try counts.int64(1) < limitPerRecipient else { return false }
    try sql.execute(
      """
      INSERT INTO polder_mail (recipient, subject, body, created_at, expires_at, next_at, attempts) \
      VALUES (\(message.recipient), \(message.subject), \(message.text), \(milliseconds(now)), \
      \(milliseconds(now + lifetime)), \(milliseconds(now)), 0)
      """)
    return true
  }

  /// Takes the mail that waits longest, for a time in which no other process takes it; nil when none is due.
  static func claim(for lease: Duration, now: Timestamp, _ sql: Transaction) throws -> Waiting? {
    let row = try sql.first(
      """
      SELECT id, recipient, subject, body, created_at, attempts FROM polder_mail WHERE next_at <= \(milliseconds(now)) \
      ORDER BY next_at, id LIMIT 1\(sql.dialect.forUpdate)
      """)
    guard let row else { return nil }
    let id = try row.int64(0)
    guard let message = MailMessage(to: try row.text(1), subject: try row.text(2), text: try row.text(3)) else {
      // Nobody wrote this through `append`.
      try remove(id, sql)
      return try claim(for: lease, now: now, sql)
    }
    let claimed = try sql.execute(
      """
      UPDATE polder_mail SET attempts = attempts + 1, next_at = \(milliseconds(now + lease)) \
      WHERE id = \(id) AND next_at <= \(milliseconds(now))
      """)
    guard claimed == 1 else { return nil }
    return Waiting(
      id: id, message: message, createdAt: Timestamp(microseconds: try row.int64(4) * 1_000),
      attempts: try row.int64(5) + 1)
  }

  /// Whether a mail is due.
  static func isDue(now: Timestamp, _ sql: Transaction) throws -> Bool {
    try sql.first("SELECT id FROM polder_mail WHERE next_at <= \(milliseconds(now)) LIMIT 1") != nil
  }

  /// Removes a mail that was sent, or is given up.
  static func remove(_ id: Int64, _ sql: Transaction) throws {
    try sql.execute("DELETE FROM polder_mail WHERE id = \(id)")
  }

  /// Lets a mail wait for another try.
  static func postpone(_ id: Int64, until moment: Timestamp, _ sql: Transaction) throws {
    try sql.execute("UPDATE polder_mail SET next_at = \(milliseconds(moment)) WHERE id = \(id)")
  }

  /// Whether a mail is of no use any more.
  static func hasExpired(now: Timestamp, _ sql: Transaction) throws -> Bool {
    try sql.first("SELECT id FROM polder_mail WHERE expires_at <= \(milliseconds(now)) LIMIT 1") != nil
  }

  /// Removes mails that are of no use any more; returns how many.
  static func removeExpired(now: Timestamp, _ sql: Transaction) throws -> Int {
    try sql.execute("DELETE FROM polder_mail WHERE expires_at <= \(milliseconds(now))")
  }

  private static func milliseconds(_ moment: Timestamp) -> Int64 { moment.microseconds / 1_000 }
}
