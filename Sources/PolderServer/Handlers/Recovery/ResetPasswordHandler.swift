import PolderCore
import PolderHTTP
import PolderPassword
import PolderSQL

/// Replaces a forgotten password, once for each mail.
struct ResetPasswordHandler: Handler {
  typealias Op = ResetPassword
  static let mode = TransactionMode.write

  let context: ServerContext

  /// Hashing takes long, so a token that is good for nothing is refused before.
  func prepare(_ call: Call<Op>) async throws -> String {
    let (tokens, now) = (context.recoveryTokens, call.now)
    try await context.database.read { _ = try tokens.user(of: call.body.resetToken, for: .password, now: now, $0) }
    return try await context.passwords.hashForRequest(call.body.password, cost: context.passwordCost)
  }

  func gather(
    _ call: Call<Op>, _ prepared: String, _ tx: Unit
  ) throws -> (facts: Facts, loaded: (user: UserID, hash: String)) {
    let user = try context.recoveryTokens.user(of: call.body.resetToken, for: .password, now: tx.now, tx.sql)
    return (Facts(subject: user), (user, prepared))
  }

  func perform(
    _ call: Call<Op>, _ loaded: (user: UserID, hash: String), _ grant: Grant, _ tx: Unit
  ) throws -> Outcome<Op.Reply> {
    try context.recoveryTokens.consume(call.body.resetToken, tx.sql)
    try Credentials.setPassword(loaded.hash, of: loaded.user, sparing: nil, now: tx.now, tx.sql)
    tx.afterCommit(context.roomsChanged)
    return Outcome(Wire.Message("The password has successfully been reset!"))
  }
}
