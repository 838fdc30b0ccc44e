import PolderSQL
import PolderService

extension ServerSchema {
  /// What accounts need beside the incumbent's tables: tokens of recovery mails and the requests for them, second
  /// factors, names of users that are gone, and the mails that wait.
  static func accountTables(_ dialect: Dialect) -> [SQL] {
    let long = dialect.name(of: .long)
    return [
      """
      CREATE TABLE polder_recovery (token_hash TEXT PRIMARY KEY, user_id INTEGER NOT NULL, purpose TEXT NOT NULL, \
      stamp TEXT NOT NULL, created_at \(long) NOT NULL, expires_at \(long) NOT NULL)
      """,
      "CREATE INDEX polder_recovery_user_id ON polder_recovery (user_id)",
      "CREATE INDEX polder_recovery_expires_at ON polder_recovery (expires_at)",
      """
      CREATE TABLE polder_recovery_request (id \(dialect.serialKey), created_at \(long) NOT NULL, username TEXT, \
      email TEXT)
      """,
      "CREATE TABLE polder_second_factor (user_id INTEGER PRIMARY KEY, pending_secret TEXT, last_step \(long))",
      "CREATE TABLE polder_retired_username (username TEXT PRIMARY KEY)",
    ] + MailQueue.tables(dialect)
  }
}
