import PolderCore
import PolderService
import PolderSQL

/// The tokens of recovery mails (deviation 21): random texts of which the database keeps a keyed hash, each good for
/// one purpose, once, for a time, and only until the user's credentials change, whoever changes them. They give no
/// access.
struct RecoveryTokens: Sendable {
  let secret: TokenSecret

  private static let invalid = RequestRefusal(400, "Invalid recovery token!", code: "recovery-token-invalid")

  /// Makes a token for a user.
  func issue(
    _ purpose: RecoveryPurpose, for user: UserID, lifetime: Duration, now: Timestamp, _ sql: Transaction
  ) throws -> String {
    let token = ServerSecrets.random()
    try sql.execute(
      """
      INSERT INTO polder_recovery (token_hash, user_id, purpose, stamp, created_at, expires_at) \
      VALUES (\(hash(token)), \(user), \(purpose.rawValue), \(try stamp(of: user, sql) ?? ""), \
      \(Self.milliseconds(now)), \(Self.milliseconds(now + lifetime)))
      """)
    return token
  }

  /// The user of a token that is good for a purpose; the refusals are those of the contract.
  func user(of token: String, for purpose: RecoveryPurpose, now: Timestamp, _ sql: Transaction) throws -> UserID {
    let row = try sql.first(
      """
      SELECT user_id, stamp, expires_at FROM polder_recovery \
      WHERE token_hash = \(hash(token)) AND purpose = \(purpose.rawValue)
      """)
    guard let row else { throw Self.invalid }
    let user = try row.id(0, of: UserID.self)
    guard try stamp(of: user, sql) == row.text(1) else { throw Self.invalid }
    guard try row.int64(2) > Self.milliseconds(now) else {
      throw RequestRefusal(401, "Token has expired", code: .tokenExpired)
    }
    return user
  }

  /// Uses a token up, so that of two requests at the same time one succeeds.
  func consume(_ token: String, _ sql: Transaction) throws {
    let used = try sql.execute("DELETE FROM polder_recovery WHERE token_hash = \(hash(token))")
    guard used == 1 else { throw Self.invalid }
  }

  /// When the last token for a purpose was made for a user.
  static func last(_ purpose: RecoveryPurpose, of user: UserID, _ sql: Transaction) throws -> Timestamp? {
    try sql.first(
      "SELECT MAX(created_at) FROM polder_recovery WHERE user_id = \(user) AND purpose = \(purpose.rawValue)"
    )?.optionalInt64(0).map { Timestamp(microseconds: $0 * 1_000) }
  }

  /// Makes all tokens of a user void.
  static func void(of user: UserID, _ sql: Transaction) throws {
    try sql.execute("DELETE FROM polder_recovery WHERE user_id = \(user)")
  }

  /// Removes what expired a day ago: until then it can be told that it expired.
  static func removeExpired(now: Timestamp, _ sql: Transaction) throws {
    try sql.execute(
      "DELETE FROM polder_recovery WHERE expires_at < \(milliseconds(now - .seconds(86_400)))")
  }

  /// What a user's credentials are at the moment, as a hash; nil when there is no such user.
  private func stamp(of user: UserID, _ sql: Transaction) throws -> String? {
    guard let row = try sql.first("SELECT password, otp_secret, email FROM \"user\" WHERE id = \(user)") else {
      return nil
    }
    let parts = try (0..<3).map { try row.optionalText($0) ?? "" }
    return secret.keyedHash(parts.joined(separator: "\u{0}"), purpose: "credentials")
  }

  private func hash(_ token: String) -> String { secret.keyedHash(token, purpose: "recovery") }

  private static func milliseconds(_ moment: Timestamp) -> Int64 { moment.microseconds / 1_000 }
}
