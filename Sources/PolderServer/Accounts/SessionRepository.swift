import PolderCore
import PolderSQL
import PolderService

/// Sessions: the tokens refreshed from one login, and which generation of refresh tokens is in use.
enum SessionRepository {
  /// How long a refresh token stays good once its successor was used, for an answer that got lost (deviation 23).
  static let overlap = Duration.seconds(60)

  /// Makes a session and returns its id.
  static func create(for id: UserID, lifetime: Duration, now: Timestamp, _ sql: Transaction) throws -> String {
    let session = TokenMint.newSession()
    try sql.execute(
      """
      INSERT INTO polder_session (sid, authenticatable_id, created_at, expires_at, used_generation, used_at) \
      VALUES (\(session), \(id), \(milliseconds(now)), \(milliseconds(now + lifetime)), 0, NULL)
      """)
    return session
  }

  /// Takes the refresh token of a generation; refuses one whose successor was used some time ago.
  static func take(
    _ session: String, generation: Int64, of id: UserID, lifetime: Duration, now: Timestamp, _ sql: Transaction
  ) throws {
    let revoked = RequestRefusal(401, "Token has been revoked", code: .tokenRevoked)
    let row = try sql.first(
      "SELECT authenticatable_id, used_generation, used_at FROM polder_session WHERE sid = \(session)")
    guard let row, try row.int64(0) == id.rawValue else { throw revoked }
    let used = try row.int64(1)
    if generation < used {
      guard generation == used - 1, let usedAt = try row.optionalInt64(2),
        now < Timestamp(microseconds: usedAt * 1_000) + overlap
      else { throw revoked }
    }
    let usedAt: SQL = generation > used ? "\(milliseconds(now))" : "used_at"
    try sql.execute(
      """
      UPDATE polder_session SET used_generation = \(max(generation, used)), used_at = \(usedAt), \
      expires_at = \(milliseconds(now + lifetime)) WHERE sid = \(session)
      """)
  }

  /// Removes sessions of which no token is good any more.
  static func removeExpired(now: Timestamp, _ sql: Transaction) throws {
    try sql.execute("DELETE FROM polder_session WHERE expires_at < \(milliseconds(now))")
  }

  private static func milliseconds(_ moment: Timestamp) -> Int64 { moment.microseconds / 1_000 }
}
