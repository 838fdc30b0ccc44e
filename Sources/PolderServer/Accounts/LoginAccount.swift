import PolderCore
import PolderSQL
import PolderService

/// What a login needs to know of a user.
struct LoginAccount: Sendable {
  let id: UserID
  let passwordHash: String
  let failures: Int
  let lastFailure: Timestamp?

  static func find(username: String, _ sql: Transaction) throws -> LoginAccount? {
    try find("username = \(username)", sql)
  }

  static func find(id: UserID, _ sql: Transaction) throws -> LoginAccount? { try find("id = \(id)", sql) }

  /// Counts a failure; a locked account is not counted on, so that its lock ends in time.
  func countFailure(_ policy: LoginPolicy, now: Timestamp, _ sql: Transaction) throws {
    let count = failures == 0 || failures >= policy.failures ? 1 : failures + 1
    try sql.execute(
      "UPDATE \"user\" SET failed_login_attempts = \(count), last_login_attempt = \(now) WHERE id = \(id)")
  }

  func clearFailures(_ sql: Transaction) throws {
    if failures != 0 { try sql.execute("UPDATE \"user\" SET failed_login_attempts = 0 WHERE id = \(id)") }
  }

  /// Writes as much as a counted failure, so that the time of an answer does not tell whether a name exists.
  static func writeDecoy(now: Timestamp, _ sql: Transaction) throws {
    let value = String(now.microseconds)
    try sql.execute(
      """
      INSERT INTO polder_secret (name, value) VALUES ('login-decoy', \(value)) \
      ON CONFLICT (name) DO UPDATE SET value = excluded.value
      """)
  }

  static func roleNames(of id: UserID, _ sql: Transaction) throws -> [String] {
    try sql.rows(
      """
      SELECT r.name FROM role r JOIN "Permission" p ON p.role_id = r.id WHERE p.user_id = \(id) ORDER BY r.id
      """
    ) { try $0.optionalText(0) ?? "" }
  }

  private static func find(_ condition: SQL, _ sql: Transaction) throws -> LoginAccount? {
    try sql.first(
      "SELECT id, password, failed_login_attempts, last_login_attempt FROM \"user\" WHERE \(condition)"
    ) { row in
      LoginAccount(
        id: try row.id(0), passwordHash: try row.optionalText(1) ?? "", failures: try row.optionalInt(2) ?? 0,
        lastFailure: try row.optionalTimestamp(3))
    }
  }
}
