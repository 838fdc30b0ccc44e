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
  let payloads: Payloads
  let keys: KeySetup
  /// How connections come about, those of events included.
  let settings: ConnectionSettings
  private let open: OperationCaller
  private let close: @Sendable () async -> Void

  convenience init(base: String, pool: HTTPPool, timeout: Duration? = nil) throws {
    let channel = try HTTPChannel(base: base, pool: pool, timeout: timeout ?? .seconds(60))
    self.init(channel: channel, settings: pool.settings) { await channel.shutdown() }
  }

  /// A session over whatever carries its calls.
  init(
    channel: any HTTPCaller, retries: RetryPolicy = RetryPolicy(),
    settings: ConnectionSettings = ConnectionSettings(), now: @escaping @Sendable () -> Timestamp = Session.now,
    close: @escaping @Sendable () async -> Void
  ) {
    let open = OperationCaller(channel: channel, retries: retries)
    let tokens = SessionTokens(exchange: { try await open.refresh($0) }, now: now)
    let caller = OperationCaller(channel: channel, tokens: tokens, retries: retries)
    self.channel = channel
    self.open = open
    self.tokens = tokens
    self.caller = caller
    self.settings = settings
    self.close = close
    once = OperationCaller(channel: channel, retries: .never)
    let defaults = SessionDefaults(caller: caller, tokens: tokens)
    self.defaults = defaults
    keys = KeySetup(caller: caller, defaults: defaults)
    let raw = RawRequest(channel: channel, tokens: tokens, retries: retries)
    payloads = Payloads(caller: caller, defaults: defaults, blobs: BlobStore(caller: caller, raw: raw))
  }

  func logIn(_ body: LogIn.Body) async throws -> LogInOutcome {
    switch try await open.call(LogIn.self, body: body) {
    case .tokens(let pair):
      await tokens.begin(TokenPair(pair))
      defaults.forget()
      return .session
    case .codeNeeded(let message): return .codeNeeded(message.msg)
    case .enrolment(let enrolment): return .enrolment(TwoFactorEnrolment(enrolment))
    }
  }

  func resume(_ stored: StoredSession, onRenewal: (@Sendable (StoredSession) async -> Void)?) async {
    await tokens.resume(stored, onRenewal: onRenewal)
    defaults.forget()
  }

  func shutdown() async { await close() }

  @Sendable static func now() -> Timestamp {
    Timestamp(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000))
  }
}
