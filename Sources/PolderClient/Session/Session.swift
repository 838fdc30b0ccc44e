import PolderCore
import PolderTransport

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The tokens and connections of one user.
final class Session: Sendable {
  let caller: OperationCaller
  let tokens: SessionTokens
  private let open: OperationCaller
  private let channel: HTTPChannel

  init(base: String, pool: HTTPPool) throws {
    let channel = try HTTPChannel(base: base, pool: pool)
    let open = OperationCaller(channel: channel)
    let tokens = SessionTokens(
      keeper: TokenKeeper(
        nil, issuer: .init(logIn: nil, refresh: { try await open.refresh($0) }), now: Session.now))
    self.channel = channel
    self.open = open
    self.tokens = tokens
    caller = OperationCaller(channel: channel, tokens: tokens)
  }

  func logIn(_ body: LogIn.Body) async throws {
    let pair: TokenPair
    switch try await open.call(LogIn.self, body: body) {
    case .tokens(let tokens): pair = TokenPair(tokens)
    case .codeNeeded(let message):
      throw PolderError(
        "client-code-needed", message.msg, object: body.username,
        nextStep: "Log in again with the code that the authenticator app shows.")
    case .enrolment(let enrolment):
      // The address holds the secret; it is for the person who logs in and nobody else.
      throw PolderError(
        "client-enrolment-needed", enrolment.msg, object: body.username,
        nextStep: "Add \(enrolment.qrURI) to an authenticator app, then log in again with the code that it shows.")
    }
    let open = open
    await tokens.replace(
      by: TokenKeeper(pair, issuer: .init(logIn: nil, refresh: { try await open.refresh($0) }), now: Session.now))
  }

  func shutdown() async { await channel.shutdown() }

  @Sendable static func now() -> Timestamp {
    Timestamp(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000))
  }
}

/// The keeper of the present session; logging in again puts another in its place.
actor SessionTokens: TokenSource {
  private var keeper: TokenKeeper

  init(keeper: TokenKeeper) { self.keeper = keeper }

  func replace(by keeper: TokenKeeper) { self.keeper = keeper }

  func token() async throws -> String { try await keeper.token() }

  func token(insteadOf rejected: String) async throws -> String { try await keeper.token(insteadOf: rejected) }
}
