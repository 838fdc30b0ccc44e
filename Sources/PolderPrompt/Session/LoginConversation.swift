public import PolderClient
import PolderCore

/// The talk that leads to a session: name and password, then what the second factor asks for.
public struct LoginConversation: Sendable {
  /// How often a code may be wrong.
  static let attempts = 3

  private let askCode: (@Sendable () async throws -> String)?
  private let enrol: @Sendable (TwoFactorEnrolment) async throws -> Void
  private let note: @Sendable (String) -> Void

  /// A talk.
  /// - Parameters:
  ///   - askCode: asks for the code of the second factor; nil where nobody can be asked
  ///   - enrol: shows what an authenticator app needs to know
  ///   - note: says something to the person
  public init(
    askCode: (@Sendable () async throws -> String)?,
    enrol: @escaping @Sendable (TwoFactorEnrolment) async throws -> Void, note: @escaping @Sendable (String) -> Void
  ) {
    self.askCode = askCode
    self.enrol = enrol
    self.note = note
  }

  /// Logs in.
  /// - Parameters:
  ///   - client: the client, which has the session then
  ///   - username: the name
  ///   - password: the password
  ///   - code: the code of the second factor, when it was given beforehand
  /// - Returns: the session
  /// - Throws: `PolderError` `login-failed`, `login-code-needed`; whatever else goes wrong
  public func logIn(
    _ client: UserClient, username: String, password: Secret, code: String? = nil
  ) async throws -> StoredSession {
    var code = code
    var (left, wasEnrolled) = (Self.attempts, false)
    while true {
      switch try await attempt(client, username, password, code, left: &left) {
      case .session:
        guard let session = await client.storedSession else {
          throw Self.refused(username, "The server gave no session.")
        }
        return session
      case .enrolment(let enrolment):
        // The server shows the same again until the first right code.
        guard askCode != nil, !wasEnrolled else { throw codeNeeded(username, enrolment.message) }
        try await enrol(enrolment)
        wasEnrolled = true
      case .codeNeeded(let message):
        guard askCode != nil else { throw codeNeeded(username, message) }
        if !message.isEmpty { note(message) }
      case nil: break
      }
      guard let askCode else { throw codeNeeded(username, "The code of the second factor is needed.") }
      code = try await askCode().filter { !$0.isWhitespace }
    }
  }

  /// One attempt; nil when the code was wrong and another may be tried.
  private func attempt(
    _ client: UserClient, _ username: String, _ password: Secret, _ code: String?, left: inout Int
  ) async throws -> LogInOutcome? {
    do {
      return try await client.logIn(username: username, password: password.text, mfaCode: code)
    } catch let refusal as RequestRefusal where refusal.status == 401 {
      left -= 1
      guard code != nil, askCode != nil, left > 0 else { throw Self.refused(username, refusal.message) }
      note(refusal.message)
      return nil
    }
  }

  private static func refused(_ username: String, _ message: String) -> PolderError {
    PolderError(
      "login-failed", message, object: username,
      nextStep: "Check name, password and code. After several failures a server locks the account for some minutes.")
  }

  private func codeNeeded(_ username: String, _ message: String) -> PolderError {
    PolderError(
      "login-code-needed", message, object: username,
      nextStep:
        "Give the code of the authenticator app with --code. The first login with a second factor needs a terminal.")
  }
}
