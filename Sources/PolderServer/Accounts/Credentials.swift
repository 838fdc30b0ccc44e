import PolderCore
import PolderService
import PolderSQL

/// Changes of what a principal proves itself with, and what becomes void by them (deviation 23).
enum Credentials {
  /// Gives a user another password and makes everything void that was obtained with the old one, except one session.
  static func setPassword(
    _ hash: String, of id: UserID, sparing session: String?, now: Timestamp, _ sql: Transaction
  ) throws {
    try sql.execute(
      "UPDATE \"user\" SET password = \(hash), failed_login_attempts = 0, last_login_attempt = NULL WHERE id = \(id)")
    try revoke(id, sparing: session, now: now, sql)
  }

  /// Makes all tokens of a principal void that were made before now, except those of one session; tokens of recovery
  /// mails too.
  static func revoke(_ id: UserID, sparing session: String? = nil, now: Timestamp, _ sql: Transaction) throws {
    let milliseconds = now.microseconds / 1_000
    // A principal that another program made has no row here yet; nothing is known of when it began.
    try sql.execute(
      """
      INSERT INTO polder_principal (authenticatable_id, created_at, tokens_valid_from, spared_session) \
      VALUES (\(id), 0, \(milliseconds), \(session)) ON CONFLICT (authenticatable_id) DO UPDATE \
      SET tokens_valid_from = excluded.tokens_valid_from, spared_session = excluded.spared_session
      """)
    try sql.execute(
      "DELETE FROM polder_session WHERE authenticatable_id = \(id) AND sid <> \(session ?? "")")
    try RecoveryTokens.void(of: id, sql)
  }
}
