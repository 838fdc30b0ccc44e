import PolderCore
import PolderHTTP
import PolderPassword
import PolderSQL

/// Proves a password as a login does. An unknown name, a wrong password and a locked account take the same work and get
/// the same answer (deviation 27); a failure counts.
struct PasswordCheck: Sendable {
  /// The account and the very hash that the password was proved against.
  struct Proof: Sendable {
    let account: UserID
    let passwordHash: String
  }

  let context: ServerContext

  static let refusal = RequestRefusal(401, "Failed to login", code: .loginFailed)

  /// The proof that a password is an account's; the refusal after a failure was counted, at a moment that tells nothing.
  func prove(
    _ name: LoginAccount.Name, password: String, address: String?, now: Timestamp
  ) async throws -> Proof {
    let begin = ContinuousClock.now
    do {
      return try await proveAtOnce(name, password: password, address: address, now: now)
    } catch {
      try await context.refusalPace.wait(since: begin)
      throw error
    }
  }

  private func proveAtOnce(
    _ name: LoginAccount.Name, password: String, address: String?, now: Timestamp
  ) async throws -> Proof {
    let account = try await context.database.read { try LoginAccount.find(name, $0) }
    let matches: Bool
    do {
      if let account, BcryptHash(account.passwordHash) != nil {
        matches = try await context.passwords.verify(password, against: account.passwordHash)
      } else {
        try await context.passwords.pretend(password, cost: context.passwordCost)
        matches = false
      }
    } catch PasswordError.busy {
      throw RequestRefusal(503, "\(PasswordError.busy)", code: "busy")
    }
    if matches, let account, !isLocked(account, now) {
      return Proof(account: account.id, passwordHash: account.passwordHash)
    }
    try await countFailure(account?.id, address: address, now)
    throw Self.refusal
  }

  /// The account of a proof, unless the password was changed or the account locked since: guesses that are made at the
  /// same time may have done so.
  func recheck(_ proof: Proof, now: Timestamp, _ sql: Transaction) throws -> LoginAccount {
    guard let account = try LoginAccount.findForUpdate(proof.account, sql),
      account.passwordHash == proof.passwordHash, !isLocked(account, now)
    else { throw Self.refusal }
    return account
  }

  private func isLocked(_ account: LoginAccount, _ now: Timestamp) -> Bool {
    context.loginPolicy.isLocked(failures: account.failures, last: account.lastFailure, now: now)
  }

  private func countFailure(_ id: UserID?, address: String?, _ now: Timestamp) async throws {
    let isMailed = try await context.database.write { sql in
      // Nobody has the number 0; looking for it is the same work.
      guard let account = try LoginAccount.findForUpdate(id ?? UserID(0), sql) else {
        try LoginAccount.writeDecoy(now: now, sql)
        return false
      }
      guard isLocked(account, now) else {
        try account.countFailure(context.loginPolicy, now: now, sql)
        return false
      }
      try LoginAccount.writeDecoy(now: now, sql)
      return try context.mail?.tellOfLock(account, address: address, now: now, sql) ?? false
    }
    if isMailed { context.mail?.wake() }
  }
}
