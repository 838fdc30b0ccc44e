import PolderCore
import PolderHTTP
import PolderSQL

/// Sends a mail with which a lost second factor can be replaced, to who knows the password.
struct RequestSecondFactorResetHandler: Handler {
  typealias Op = RequestSecondFactorReset
  static let mode = TransactionMode.write

  let context: ServerContext

  func prepare(_ call: Call<Op>) async throws -> PasswordCheck.Proof {
    let name = call.body.username.map { LoginAccount.Name.username($0) } ?? .email(call.body.email ?? "")
    return try await context.passwordCheck.prove(
      name, password: call.body.password, address: call.request.remoteAddress, now: call.now)
  }

  func gather(
    _ call: Call<Op>, _ proof: PasswordCheck.Proof, _ tx: Unit
  ) throws -> (facts: Facts, loaded: LoginAccount) {
    let account = try context.passwordCheck.recheck(proof, now: tx.now, tx.sql)
    return (Facts(subject: account.id), account)
  }

  func perform(
    _ call: Call<Op>, _ account: LoginAccount, _ grant: Grant, _ tx: Unit
  ) throws -> Outcome<Op.Reply> {
    guard let mail = context.mail else {
      return .refused(
        RequestRefusal(
          400,
          "No mailserver settings found in server configuration - cannot send you an email to reset your 2FA! "
            + "Contact your administrator."))
    }
    try mail.sendSecondFactorReset(to: account, now: tx.now, tx.sql)
    tx.afterCommit(mail.wake)
    return Outcome(Wire.Message("You should have received an email that will allow you to reset your 2FA."))
  }
}
