import PolderCore
import PolderSQL
import PolderService

/// What a login needs to know of a user.
struct LoginAccount: Sendable {
  /// By what an account is named.
  enum Name: Sendable {
    case username(String)
    case email(String)
    case id(UserID)
  }

  let id: UserID
  let username: String
  let firstname: String?
  let email: String?
  let passwordHash: String
  let failures: Int
  let lastFailure: Timestamp?
  let otpSecret: String?
  let lockMailAt: Timestamp?
  let recoveryMailAt: Timestamp?

  static func find(_ name: Name, _ sql: Transaction) throws -> LoginAccount? {
    switch name {
    case .username(let username): try find("username = \(username)", sql)
    case .email(let email): try find("email = \(email)", sql)
    case .id(let id): try find("id = \(id)", sql)
    }
  }

  /// The account, with other writers kept off it until the end of the transaction.
  static func findForUpdate(_ id: UserID, _ sql: Transaction) throws -> LoginAccount? {
    try find("id = \(id)\(sql.dialect.forUpdate)", sql)
  }

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
      """
      SELECT id, password, failed_login_attempts, last_login_attempt, username, firstname, email, otp_secret, \
      last_email_failed_login_sent, last_email_recover_password_sent FROM "user" WHERE \(condition)
      """
    ) { row in
      LoginAccount(
        id: try row.id(0), username: try row.optionalText(4) ?? "", firstname: try row.optionalText(5),
        email: try row.optionalText(6), passwordHash: try row.optionalText(1) ?? "",
        failures: try row.optionalInt(2) ?? 0, lastFailure: try row.optionalTimestamp(3),
        otpSecret: try row.optionalText(7), lockMailAt: try row.optionalTimestamp(8),
        recoveryMailAt: try row.optionalTimestamp(9))
    }
  }
}
