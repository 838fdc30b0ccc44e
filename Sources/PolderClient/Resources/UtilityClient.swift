public import PolderCore
import PolderCrypto
import PolderTransport

/// The server itself, and the passwords and second factor of the own account.
public struct UtilityClient: Sendable {
  let caller: OperationCaller
  /// Makes open calls, each of them once.
  let once: OperationCaller
  let keys: KeySetup
  /// Makes a key.
  var makeKey: @Sendable () throws(PolderError) -> PrivateKey = { () throws(PolderError) in try PrivateKey.generate() }
  /// Lets time pass; tests let it pass at once.
  var sleep: @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }

  /// The version of the server. Nobody needs to be logged in.
  /// - Parameter attemptsOnTimeout: how often it is asked for while no answer comes; nil asks until cancelled
  /// - Returns: the version
  /// - Throws: `PolderError` when there is no usable answer
  public func getServerVersion(attemptsOnTimeout: Int? = nil) async throws -> GetVersion.Reply {
    try await RetryPolicy.patient(attemptsOnTimeout, sleep: sleep).run(isRepeatable: true) {
      try await once.call(GetVersion.self)
    }
  }

  /// Looks whether the server speaks what is spoken here. Nobody needs to be logged in.
  /// - Returns: what a person should know although calls go on; nil when all fits
  /// - Throws: `PolderError` `transport-other-version` when calls are of no use
  public func checkServerVersion() async throws -> PolderError? {
    let check = ServerVersionCheck.judge(try await caller.call(GetVersion.self).version)
    if let error = check.error { throw error }
    return check.warning
  }

  /// Whether the server can work. Nobody needs to be logged in.
  public func getServerHealth() async throws -> GetHealth.Reply { try await caller.call(GetHealth.self) }

  /// Changes the own password, and gives what the server says about it.
  @discardableResult
  public func changeMyPassword(currentPassword: String, newPassword: String) async throws -> String {
    let body = ChangePassword.Body(currentPassword: currentPassword, newPassword: newPassword)
    return try await caller.call(ChangePassword.self, body: body).msg
  }

  /// Asks for a mail with which a forgotten password can be replaced.
  /// - Parameters:
  ///   - email: the e-mail address of the account
  ///   - username: the name to log in with, in place of the address
  /// - Returns: what the server says, the same whether there is such an account or not
  /// - Throws: `PolderError` when neither is given
  @discardableResult
  public func resetMyPassword(email: String? = nil, username: String? = nil) async throws -> String {
    try Self.check(email, username)
    return try await caller.call(RequestPasswordReset.self, body: .init(email: email, username: username)).msg
  }

  /// Replaces a forgotten password, and gives what the server says about it.
  /// - Parameters:
  ///   - token: the token of the mail that `resetMyPassword` asked for
  ///   - password: the new password
  /// - Returns: what the server says
  /// - Throws: `RequestRefusal` when the token is no good, or the password too weak
  @discardableResult
  public func setMyPassword(token: String, password: String) async throws -> String {
    try await caller.call(ResetPassword.self, body: .init(resetToken: token, password: password)).msg
  }

  /// Asks for a mail with which a lost second factor can be replaced.
  /// - Parameters:
  ///   - password: the password
  ///   - email: the e-mail address of the account
  ///   - username: the name to log in with, in place of the address
  /// - Returns: what the server says
  /// - Throws: `PolderError` when neither address nor name is given, `RequestRefusal` when the password is wrong
  @discardableResult
  public func resetTwoFactorAuth(
    password: String, email: String? = nil, username: String? = nil
  ) async throws -> String {
    try Self.check(email, username)
    var body = RequestSecondFactorReset.Body()
    body.password = password
    body.email = email
    body.username = username
    return try await caller.call(RequestSecondFactorReset.self, body: body).msg
  }

  /// Replaces a lost second factor.
  /// - Parameter token: the token of the mail that `resetTwoFactorAuth` asked for
  /// - Returns: what an authenticator app needs to know
  /// - Throws: `RequestRefusal` when the token is no good
  public func setTwoFactorAuth(token: String) async throws -> TwoFactorEnrolment {
    TwoFactorEnrolment(try await caller.call(ResetSecondFactor.self, body: .init(resetToken: token)))
  }

  private static func check(_ email: String?, _ username: String?) throws {
    guard email == nil, username == nil else { return }
    throw PolderError(
      "client-no-account", "Neither an e-mail address nor a user name is given.", nextStep: "Give one of the two.")
  }
}
