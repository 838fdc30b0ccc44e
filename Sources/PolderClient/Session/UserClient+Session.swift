public import PolderCore
import PolderTransport

extension UserClient {
  /// Logs in. A later call replaces the session, and what was set up in it.
  /// - Parameters:
  ///   - username: the name
  ///   - password: the password; it is kept nowhere
  ///   - mfaCode: the code of the second factor, where the server asks for one
  /// - Throws: `RequestRefusal` with status 401 when name or password are wrong; `PolderError` with the code
  ///   `client-code-needed` or `client-enrolment-needed` when the second factor is missing
  public func authenticate(username: String, password: String, mfaCode: String? = nil) async throws {
    switch try await logIn(username: username, password: password, mfaCode: mfaCode) {
    case .session: return
    case .codeNeeded(let message):
      throw PolderError(
        "client-code-needed", message, object: username,
        nextStep: "Log in again with the code that the authenticator app shows.")
    case .enrolment(let enrolment):
      throw PolderError(
        "client-enrolment-needed", enrolment.message, object: username,
        nextStep: "Call `logIn`, which gives what an authenticator app needs, then log in with the code that it shows.")
    }
  }

  /// Logs in and tells what the second factor still needs, if anything (deviation 64).
  /// - Parameters:
  ///   - username: the name
  ///   - password: the password; it is kept nowhere
  ///   - mfaCode: the code of the second factor, where the server asks for one
  /// - Returns: a session, or that a code or an enrolment is needed; then an earlier session stays as it was
  /// - Throws: `RequestRefusal` with status 401 when name or password are wrong
  public func logIn(username: String, password: String, mfaCode: String? = nil) async throws -> LogInOutcome {
    try await session.logIn(LogIn.Body(username: username, password: password, mfaCode: mfaCode))
  }

  /// Exchanges the refresh token for new tokens; this happens by itself before a token ends.
  /// - Throws: `PolderError` when nobody is logged in, `RequestRefusal` when the server gives no new tokens
  public func refreshToken() async throws { try await session.tokens.refresh() }

  /// The session's token, renewed when it is about to end.
  /// - Throws: `PolderError` when nobody is logged in, `RequestRefusal` when the server gives no new token
  public var token: Secret {
    get async throws { Secret(try await session.tokens.token()) }
  }

  /// The header fields by which requests show whose they are.
  /// - Throws: as `token`
  public var headers: [String: Secret] {
    get async throws {
      let token = try await session.tokens.token()
      return ["Authorization": Secret("Bearer \(token)")]
    }
  }

  /// The first name of the session's user, or the name to log in with where there is none.
  /// - Throws: `PolderError` when nobody is logged in, `RequestRefusal` when the server does not show the user
  public var name: String {
    get async throws {
      let user = try await session.defaults.user()
      return user.firstname ?? user.username ?? "user \(user.id)"
    }
  }

  /// The collaboration that methods use where none is named; nil before `setupCollaboration`.
  public var currentCollaboration: CollaborationSetup? { session.defaults.collaboration }

  /// Makes a collaboration the one that methods use where none is named; only when the server shows it and its
  /// algorithm stores (deviation 61).
  /// - Parameter collaborationID: the collaboration
  /// - Returns: the collaboration and its stores
  /// - Throws: `RequestRefusal` when the server refuses either; what was set up before stays
  @discardableResult
  public func setupCollaboration(_ collaborationID: CollaborationID) async throws -> CollaborationSetup {
    let login = session.defaults.login
    let collaboration = try await session.caller.call(GetCollaboration.self, path: collaborationID)
    var query = ListAlgorithmStores.Query()
    query.collaborationID = collaborationID
    let stores = try await session.caller.page(ListAlgorithmStores.self, query, \.page).all()
    let setup = CollaborationSetup(collaboration: collaboration, stores: stores)
    session.defaults.keep(setup, login: login)
    return setup
  }
}
