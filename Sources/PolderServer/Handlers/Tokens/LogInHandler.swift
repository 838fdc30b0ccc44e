import PolderCore
import PolderHTTP
import PolderPassword
import PolderSQL

/// Logs a user in. An unknown name, a wrong password and a locked account take the same work and get the same answer.
struct LogInHandler: Handler {
  typealias Op = LogIn
  static let mode = TransactionMode.write

  /// The account and the very hash that the password was proved against.
  struct Proof: Sendable {
    let account: UserID
    let passwordHash: String
  }

  let context: ServerContext

  private static let refusal = RequestRefusal(401, "Failed to login", code: .loginFailed)

  func prepare(_ call: Call<LogIn>) async throws -> Proof {
    let (username, password) = (call.body.username, call.body.password)
    let account = try await context.database.read { try LoginAccount.find(username: username, $0) }
    let matches: Bool
    do {
      if let account, BcryptHash(account.passwordHash) != nil {
        matches = try await context.passwords.verify(password, against: account.passwordHash)
      } else {
        try await context.passwords.pretend(password)
        matches = false
      }
    } catch PasswordError.busy {
      throw RequestRefusal(503, "\(PasswordError.busy)", code: "busy")
    }
    if matches, let account, !isLocked(account, call.now) {
      return Proof(account: account.id, passwordHash: account.passwordHash)
    }
    try await countFailure(account?.id, call.now)
    throw Self.refusal
  }

  func gather(_ call: Call<LogIn>, _ proof: Proof, _ tx: Unit) throws -> (facts: Facts, loaded: LoginAccount) {
    // Guesses made at the same time may have locked the account since.
    guard let account = try LoginAccount.find(id: proof.account, tx.sql), account.passwordHash == proof.passwordHash,
      !isLocked(account, tx.now)
    else { throw Self.refusal }
    return (Facts(), account)
  }

  func perform(
    _ call: Call<LogIn>, _ account: LoginAccount, _ grant: Grant, _ tx: Unit
  ) throws -> Outcome<Wire.UserTokens> {
    try account.clearFailures(tx.sql)
    let replies = TokenReplies(context: context)
    let session = try replies.newSession(of: account.id, tx)
    let tokens = try replies.user(account.id, session: session, generation: 1, tx)
    return Outcome(tokens, headers: TokenReplies.header(tokens.accessToken))
  }

  private func isLocked(_ account: LoginAccount, _ now: Timestamp) -> Bool {
    context.loginPolicy.isLocked(failures: account.failures, last: account.lastFailure, now: now)
  }

  private func countFailure(_ id: UserID?, _ now: Timestamp) async throws {
    let policy = context.loginPolicy
    try await context.database.write { sql in
      guard let account = try id.flatMap({ try LoginAccount.find(id: $0, sql) }),
        !policy.isLocked(failures: account.failures, last: account.lastFailure, now: now)
      else { return try LoginAccount.writeDecoy(now: now, sql) }
      try account.countFailure(policy, now: now, sql)
    }
  }
}
