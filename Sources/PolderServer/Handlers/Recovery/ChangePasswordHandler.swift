import PolderCore
import PolderHTTP
import PolderPassword
import PolderSQL

/// Changes the caller's password. A wrong present one counts like a failed login; every other session ends.
struct ChangePasswordHandler: Handler {
  typealias Op = ChangePassword
  static let mode = TransactionMode.write

  /// What was proved, and the hash of the new password; nil when it is the old one.
  struct Prepared: Sendable {
    let proof: PasswordCheck.Proof
    let hash: String?
  }

  /// The account and the hash that it gets.
  struct Loaded {
    let account: LoginAccount
    let hash: String?
  }

  let context: ServerContext

  func prepare(_ call: Call<Op>) async throws -> Prepared {
    guard let claims = call.request.claims, case .user(let id) = claims.subject else {
      throw RequestRefusal(401, "Missing Authorization Header", code: .tokenMissing)
    }
    try await context.database.read { sql in
      let principal = try PrincipalLoader.load(claims, sql)
      _ = try Authorizer.authorize(Op.access, principal: principal, facts: Facts(subject: id))
    }
    let body = call.body
    let proof = try await context.passwordCheck.prove(
      .id(id), password: body.currentPassword, address: call.request.remoteAddress, now: call.now)
    guard body.newPassword != body.currentPassword else { return Prepared(proof: proof, hash: nil) }
    return Prepared(
      proof: proof,
      hash: try await context.passwords.hashForRequest(body.newPassword, cost: context.passwordCost))
  }

  func gather(_ call: Call<Op>, _ prepared: Prepared, _ tx: Unit) throws -> (facts: Facts, loaded: Loaded) {
    let account = try context.passwordCheck.recheck(prepared.proof, now: tx.now, tx.sql)
    return (Facts(subject: account.id), Loaded(account: account, hash: prepared.hash))
  }

  func perform(_ call: Call<Op>, _ loaded: Loaded, _ grant: Grant, _ tx: Unit) throws -> Outcome<Op.Reply> {
    guard let hash = loaded.hash else {
      try loaded.account.clearFailures(tx.sql)
      return .refused(RequestRefusal(400, "New password is the same as current password!"))
    }
    try Credentials.setPassword(
      hash, of: loaded.account.id, sparing: call.request.claims?.session, now: tx.now, tx.sql)
    tx.afterCommit(context.roomsChanged)
    return Outcome(Wire.Message("The password has been changed successfully!"))
  }
}
