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
  /// Makes open calls, each of them once.
  let once: OperationCaller
  let tokens: SessionTokens
  let defaults: SessionDefaults
  let channel: any HTTPCaller
  private let open: OperationCaller
  private let close: @Sendable () async -> Void

  convenience init(base: String, pool: HTTPPool) throws {
    let channel = try HTTPChannel(base: base, pool: pool)
    self.init(channel: channel) { await channel.shutdown() }
  }

  /// A session over whatever carries its calls.
  init(channel: any HTTPCaller, retries: RetryPolicy = RetryPolicy(), close: @escaping @Sendable () async -> Void) {
    let open = OperationCaller(channel: channel, retries: retries)
    let tokens = SessionTokens(
      keeper: TokenKeeper(
        nil, issuer: .init(logIn: nil, refresh: { try await open.refresh($0) }), now: Session.now))
    let caller = OperationCaller(channel: channel, tokens: tokens, retries: retries)
    self.channel = channel
    self.open = open
    self.tokens = tokens
    self.caller = caller
    self.close = close
    once = OperationCaller(channel: channel, retries: .never)
    defaults = SessionDefaults(caller: caller, tokens: tokens)
  }

  func logIn(_ body: LogIn.Body) async throws -> LogInOutcome {
    switch try await open.call(LogIn.self, body: body) {
    case .tokens(let pair):
      let open = open
      await tokens.replace(
        by: TokenKeeper(
          TokenPair(pair), issuer: .init(logIn: nil, refresh: { try await open.refresh($0) }), now: Session.now))
      defaults.forget()
      return .session
    case .codeNeeded(let message): return .codeNeeded(message.msg)
    case .enrolment(let enrolment): return .enrolment(TwoFactorEnrolment(enrolment))
    }
  }

  func shutdown() async { await close() }

  @Sendable static func now() -> Timestamp {
    Timestamp(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000))
  }
}
