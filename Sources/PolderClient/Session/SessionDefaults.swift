import PolderCore
import PolderTransport
import Synchronization

/// What methods take where nothing is named: whose session it is, and what was set up in it.
final class SessionDefaults: Sendable {
  private struct State {
    /// Counts log-ins, so that what was asked for in one session is not kept for the next.
    var login = 0
    var user: Wire.User?
    var collaboration: CollaborationSetup?
    var store: Wire.AlgorithmStore?
    var encryption: EncryptionSetup?
  }

  private let caller: OperationCaller
  private let tokens: any TokenSource
  private let state = Mutex(State())

  init(caller: OperationCaller, tokens: any TokenSource) {
    self.caller = caller
    self.tokens = tokens
  }

  /// The number of the present session.
  var login: Int { state.withLock { $0.login } }

  /// The collaboration that was set up.
  var collaboration: CollaborationSetup? { state.withLock { $0.collaboration } }

  /// The algorithm store that was chosen.
  var store: Wire.AlgorithmStore? { state.withLock { $0.store } }

  /// What encrypts inputs and opens results; nil when they are not encrypted.
  var encryption: EncryptionSetup? { state.withLock { $0.encryption } }

  /// Forgets everything: somebody else may have logged in.
  func forget() { state.withLock { $0 = State(login: $0.login + 1) } }

  /// Forgets who the user is, who has changed.
  func forgetUser() { state.withLock { $0.user = nil } }

  /// Keeps a collaboration unless another session has begun.
  func keep(_ collaboration: CollaborationSetup, login: Int) {
    state.withLock { if $0.login == login { $0.collaboration = collaboration } }
  }

  /// Keeps an algorithm store unless another session has begun.
  func keep(_ store: Wire.AlgorithmStore, login: Int) {
    state.withLock { if $0.login == login { $0.store = store } }
  }

  /// Keeps how inputs and results are encrypted.
  /// - Throws: `PolderError` `client-other-session` when another session has begun: nobody shall take for encrypted what
  ///   is not
  func keep(_ encryption: EncryptionSetup?, login: Int) throws(PolderError) {
    let isKept = state.withLock { state in
      if state.login == login { state.encryption = encryption }
      return state.login == login
    }
    guard isKept else {
      throw PolderError(
        "client-other-session", "Another session began meanwhile, and nothing is set up in it.",
        nextStep: "Call `setupEncryption` again.")
    }
  }
}

extension SessionDefaults {
  /// The session's user, asked for once.
  func user() async throws -> Wire.User {
    let (known, login) = state.withLock { ($0.user, $0.login) }
    if let known { return known }
    let user = try await caller.call(GetUser.self, path: try await userID()).user
    state.withLock { if $0.login == login { $0.user = user } }
    return user
  }

  /// The id of the session's user, as the token says it.
  func userID() async throws -> UserID {
    let token = try await tokens.token()
    guard let id = JWTClaims(token: token)?.subject else {
      throw PolderError("client-no-user", "The session's token does not say whose it is.", nextStep: "Name the user.")
    }
    return id
  }

  /// An organization that was named, or the own one.
  func organization(_ named: OrganizationID?) async throws -> OrganizationID {
    if let named { return named }
    let user = try await user()
    guard let own = user.organization?.id else {
      throw PolderError(
        "client-no-organization", "The session's user belongs to no organization.", object: "user \(user.id)",
        nextStep: "Name the organization.")
    }
    return own
  }

  /// A collaboration that was named, or the one that was set up.
  func collaboration(_ named: CollaborationID?) throws -> CollaborationID {
    guard let id = named ?? collaboration?.collaboration.id else {
      throw PolderError(
        "client-no-collaboration", "No collaboration is named, and none was set up.",
        nextStep: "Name one, or call `setupCollaboration` first.")
    }
    return id
  }

  /// An algorithm store that was named, or the one that was chosen.
  func store(_ named: AlgorithmStoreID?) throws -> AlgorithmStoreID {
    guard let id = named ?? store?.id else {
      throw PolderError(
        "client-no-store", "No algorithm store is named, and none was chosen.",
        nextStep: "Name one, or call `store.set` first.")
    }
    return id
  }
}
