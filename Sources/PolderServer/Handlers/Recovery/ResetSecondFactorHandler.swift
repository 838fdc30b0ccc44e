import PolderCore
import PolderHTTP
import PolderSQL

/// Replaces a lost second factor, once for each mail.
struct ResetSecondFactorHandler: Handler {
  typealias Op = ResetSecondFactor
  static let mode = TransactionMode.write

  let context: ServerContext

  func gather(_ call: Call<Op>, _ prepared: Void, _ tx: Unit) throws -> (facts: Facts, loaded: LoginAccount) {
    let user = try context.recoveryTokens.user(of: call.body.resetToken, for: .secondFactor, now: tx.now, tx.sql)
    guard let account = try LoginAccount.findForUpdate(user, tx.sql) else {
      throw RequestRefusal(400, "Invalid recovery token!", code: "recovery-token-invalid")
    }
    return (Facts(subject: user), account)
  }

  func perform(
    _ call: Call<Op>, _ account: LoginAccount, _ grant: Grant, _ tx: Unit
  ) throws -> Outcome<Op.Reply> {
    try context.recoveryTokens.consume(call.body.resetToken, tx.sql)
    let secret = try SecondFactor.reset(account.id, tx.sql)
    try Credentials.revoke(account.id, now: tx.now, tx.sql)
    tx.afterCommit(context.roomsChanged)
    let address = context.secondFactor.address(secret: secret, username: account.username)
    return Outcome(Wire.SecondFactorEnrolment(qrURI: address, otpSecret: secret))
  }
}
