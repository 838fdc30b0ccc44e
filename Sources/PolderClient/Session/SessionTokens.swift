import PolderCore
import PolderTransport

/// The keeper of the present session; logging in again puts another in its place.
actor SessionTokens: TokenSource {
  private let exchange: @Sendable (String) async throws -> TokenPair
  private let now: @Sendable () -> Timestamp
  private var keeper: TokenKeeper
  /// When the tokens came.
  private var received: Timestamp?
  /// A stored token that has ended by the clock here.
  private var stale: String?
  /// Counts sessions, so that the renewal of one says nothing about the next.
  private var number = 0

  init(
    exchange: @escaping @Sendable (String) async throws -> TokenPair, now: @escaping @Sendable () -> Timestamp
  ) {
    self.exchange = exchange
    self.now = now
    keeper = TokenKeeper(nil, issuer: .init(logIn: nil, refresh: exchange), now: now)
  }

  /// Begins a session with tokens that came just now.
  func begin(_ pair: TokenPair) { begin(pair, received: now(), onRenewal: nil) }

  /// Goes on with a session that was stored.
  func resume(_ stored: StoredSession, onRenewal: (@Sendable (StoredSession) async -> Void)?) {
    let pair = TokenPair(access: stored.access, refresh: stored.refresh)
    begin(pair, received: stored.received, onRenewal: onRenewal)
    // The keeper takes the token for a fresh one.
    guard let received = stored.received, let lifetime = pair.accessLifetime else { return }
    if now() >= received + (lifetime - min(.seconds(60), lifetime / 2)) { stale = stored.access }
  }

  private func begin(
    _ pair: TokenPair, received: Timestamp?, onRenewal: (@Sendable (StoredSession) async -> Void)?
  ) {
    number += 1
    self.received = received
    stale = nil
    let own = number
    keeper = TokenKeeper(
      pair,
      issuer: .init(logIn: nil) { [exchange, now, weak self] refresh in
        let pair = try await exchange(refresh)
        let moment = now()
        await self?.renewed(own, moment)
        await onRenewal?(StoredSession(access: pair.access, refresh: pair.refresh, received: moment))
        return pair
      }, now: now)
  }

  private func renewed(_ session: Int, _ moment: Timestamp) {
    if session == number { received = moment }
  }

  func token() async throws -> String {
    let keeper = keeper
    let stale = stale
    let token = try await keeper.token()
    return token == stale ? try await keeper.token(insteadOf: token) : token
  }

  func token(insteadOf rejected: String) async throws -> String { try await keeper.token(insteadOf: rejected) }

  /// Whether anybody is logged in.
  var isHeld: Bool { get async { await keeper.current != nil } }

  /// The present tokens, to be stored.
  var stored: StoredSession? {
    get async {
      let keeper = keeper
      guard let pair = await keeper.current else { return nil }
      return StoredSession(access: pair.access, refresh: pair.refresh, received: received)
    }
  }

  /// Exchanges the refresh token now, whether it is time or not.
  func refresh() async throws {
    let keeper = keeper
    guard let pair = await keeper.current else {
      throw PolderError(.sessionMissing, "Nobody is logged in.", nextStep: "Log in first.")
    }
    _ = try await keeper.token(insteadOf: pair.access)
  }
}
