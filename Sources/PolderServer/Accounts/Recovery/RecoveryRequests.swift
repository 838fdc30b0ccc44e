import PolderCore
import PolderService
import PolderSQL

/// Requests for a new password that wait to be looked at. A request writes one row, whatever it names, and whether
/// there is such an account is found out later, where nobody can take the time (deviation 27).
enum RecoveryRequests {
  /// How many may wait; more are dropped, with the same answer.
  static let limit: Int64 = 1_000
  private static let batch: Int64 = 50

  static func append(_ body: RequestPasswordReset.Body, now: Timestamp, _ sql: Transaction) throws {
    try sql.execute(
      """
      INSERT INTO polder_recovery_request (created_at, username, email) \
      SELECT CAST(\(now.microseconds / 1_000) AS BIGINT), \(body.username), \(body.email) \
      WHERE (SELECT COUNT(*) FROM polder_recovery_request) < \(limit)
      """)
  }

  static func isWaiting(_ sql: Transaction) throws -> Bool {
    try sql.first("SELECT id FROM polder_recovery_request LIMIT 1") != nil
  }

  /// Turns requests that wait into mails for the accounts that there are.
  static func settle(_ mail: AccountMail, now: Timestamp, _ sql: Transaction) throws {
    let requests = try sql.rows(
      """
      SELECT id, username, email FROM polder_recovery_request ORDER BY id LIMIT \(batch)\(sql.dialect.forUpdate)
      """
    ) { (id: try $0.int64(0), username: try $0.optionalText(1), email: try $0.optionalText(2)) }
    for request in requests {
      // Another replica may have taken it.
      guard try sql.execute("DELETE FROM polder_recovery_request WHERE id = \(request.id)") == 1 else { continue }
      let name =
        request.username.map { LoginAccount.Name.username($0) }
        ?? request.email.map { LoginAccount.Name.email($0) }
      guard let name, let found = try LoginAccount.find(name, sql),
        let account = try LoginAccount.findForUpdate(found.id, sql)
      else { continue }
      try mail.sendPasswordReset(to: account, now: now, sql)
    }
  }
}
