import PolderCore
import PolderHTTP

/// Takes a request for a new password; whether there is such an account is found out later, in the background.
struct RequestPasswordResetHandler: Handler {
  typealias Op = RequestPasswordReset
  static let mode = TransactionMode.write

  let context: ServerContext

  func perform(_ call: Call<Op>, _ loaded: Void, _ grant: Grant, _ tx: Unit) throws -> Outcome<Op.Reply> {
    if let mail = context.mail {
      try RecoveryRequests.append(call.body, now: tx.now, tx.sql)
      tx.afterCommit(mail.wake)
    }
    return Outcome(Wire.Message("If the username or email is in our database you will soon receive an email."))
  }
}
