import PolderCore
import PolderCrypto
import PolderSQL

/// The second factor of an account (deviation 22): a secret is pending until its first right code, and a time step is
/// taken once, also across restarts and replicas.
enum SecondFactor {
  /// What a login is to do next.
  enum Verdict: Sendable, Equatable {
    /// The app has to learn this secret.
    case enrol(String)
    /// There was no code.
    case codeNeeded
    /// The code was wrong, or was used before.
    case wrong
    /// The code was right, and is used up.
    case right
  }

  /// Judges the code of an account whose password was right.
  static func judge(
    _ code: String?, of account: LoginAccount, now: Timestamp, _ sql: Transaction
  ) throws -> Verdict {
    let code = code.flatMap { $0.isEmpty ? nil : $0 }
    let row = try sql.first(
      """
      SELECT pending_secret, last_step FROM polder_second_factor \
      WHERE user_id = \(account.id)\(sql.dialect.forUpdate)
      """)
    let used = try row?.optionalInt64(1)
    if let secret = account.otpSecret, !secret.isEmpty {
      guard let code else { return .codeNeeded }
      return try take(code, secret, used, account.id, now, sql) ? .right : .wrong
    }
    guard let pending = try row?.optionalText(0) else { return .enrol(try renew(account.id, sql)) }
    guard let code else { return .enrol(pending) }
    guard try take(code, pending, used, account.id, now, sql) else { return .wrong }
    try sql.execute("UPDATE \"user\" SET otp_secret = \(pending) WHERE id = \(account.id)")
    try sql.execute("UPDATE polder_second_factor SET pending_secret = NULL WHERE user_id = \(account.id)")
    // What was mailed for other credentials is good no more.
    try RecoveryTokens.void(of: account.id, sql)
    return .right
  }

  /// Takes an account's second factor away and returns the secret that is pending in its place.
  static func reset(_ id: UserID, _ sql: Transaction) throws -> String {
    try sql.execute("UPDATE \"user\" SET otp_secret = NULL WHERE id = \(id)")
    return try renew(id, sql)
  }

  private static func renew(_ id: UserID, _ sql: Transaction) throws -> String {
    let secret = OneTimeCode.newSecret()
    try sql.execute(
      """
      INSERT INTO polder_second_factor (user_id, pending_secret) VALUES (\(id), \(secret)) \
      ON CONFLICT (user_id) DO UPDATE SET pending_secret = excluded.pending_secret
      """)
    return secret
  }

  /// Whether a code is that of a step that was not used before; uses the step up.
  private static func take(
    _ code: String, _ secret: String, _ used: Int64?, _ id: UserID, _ now: Timestamp, _ sql: Transaction
  ) throws -> Bool {
    guard let codes = OneTimeCode(secret: secret), let step = codes.step(of: code, at: now, after: used) else {
      return false
    }
    // The condition decides between two logins with the same code at the same time.
    let taken = try sql.execute(
      """
      INSERT INTO polder_second_factor (user_id, last_step) VALUES (\(id), \(step)) \
      ON CONFLICT (user_id) DO UPDATE SET last_step = excluded.last_step \
      WHERE polder_second_factor.last_step IS NULL OR polder_second_factor.last_step < excluded.last_step
      """)
    return taken == 1
  }
}
