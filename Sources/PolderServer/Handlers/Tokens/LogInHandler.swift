import PolderCore
import PolderHTTP
import PolderSQL

/// Logs a user in. An unknown name, a wrong password and a locked account take the same work and get the same answer.
struct LogInHandler: Handler {
  typealias Op = LogIn
  static let mode = TransactionMode.write
  /// The reply holds tokens.
  static var keepsReply: Bool { false }

  let context: ServerContext

  private static let wrongCode = RequestRefusal(
    401, "Your two-factor authentication code is incorrect!", code: .loginFailed)

  func prepare(_ call: Call<LogIn>) async throws -> PasswordCheck.Proof {
    try await context.passwordCheck.prove(
      .username(call.body.username), password: call.body.password, address: call.request.remoteAddress, now: call.now)
  }

  func gather(
    _ call: Call<LogIn>, _ proof: PasswordCheck.Proof, _ tx: Unit
  ) throws -> (facts: Facts, loaded: LoginAccount) {
    (Facts(), try context.passwordCheck.recheck(proof, now: tx.now, tx.sql))
  }

  func perform(
    _ call: Call<LogIn>, _ account: LoginAccount, _ grant: Grant, _ tx: Unit
  ) throws -> Outcome<Wire.LogInReply> {
    tx.identify("user:\(account.id)")
    if context.secondFactor.isRequired {
      switch try SecondFactor.judge(call.body.mfaCode, of: account, now: tx.now, tx.sql) {
      case .enrol(let secret):
        let address = context.secondFactor.address(secret: secret, username: account.username)
        return Outcome(.enrolment(.init(qrURI: address, otpSecret: secret)))
      case .codeNeeded: return Outcome(.askForCode)
      case .wrong:
        // It counts like a wrong password, and a right password alone clears nothing (deviation 22).
        try account.countFailure(context.loginPolicy, now: tx.now, tx.sql)
        return .refused(Self.wrongCode)
      case .right: break
      }
    }
    try account.clearFailures(tx.sql)
    let replies = TokenReplies(context: context)
    let session = try replies.newSession(of: account.id, tx)
    let tokens = try replies.user(account.id, session: session, generation: 1, tx)
    return Outcome(.tokens(tokens), headers: TokenReplies.header(tokens.accessToken))
  }
}
