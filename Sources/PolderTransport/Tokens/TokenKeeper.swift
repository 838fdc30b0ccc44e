public import PolderCore

/// Keeps the tokens of one session good: one renewal at a time serves all who wait, and it happens before the end.
public actor TokenKeeper: TokenSource {
  /// How tokens come about.
  public struct Issuer: Sendable {
    /// Logs in anew; nil when that needs a person.
    public let logIn: (@Sendable () async throws -> TokenPair)?
    /// Exchanges a refresh token.
    public let refresh: @Sendable (String) async throws -> TokenPair

    /// An issuer.
    public init(
      logIn: (@Sendable () async throws -> TokenPair)?, refresh: @escaping @Sendable (String) async throws -> TokenPair
    ) {
      self.logIn = logIn
      self.refresh = refresh
    }
  }

  private let issuer: Issuer
  private let margin: Duration
  private let now: @Sendable () -> Timestamp
  private var pair: TokenPair?
  private var renewal: Task<TokenPair, any Error>?

  /// A keeper.
  /// - Parameters:
  ///   - pair: the tokens to start with; nil logs in first
  ///   - issuer: how new ones come about
  ///   - margin: how long before its end a token is renewed
  ///   - now: the clock
  public init(
    _ pair: TokenPair?, issuer: Issuer, margin: Duration = .seconds(60), now: @escaping @Sendable () -> Timestamp
  ) {
    self.pair = pair
    self.issuer = issuer
    self.margin = margin
    self.now = now
  }

  /// The present tokens.
  public var current: TokenPair? { pair }

  /// A token that is good now.
  public func token() async throws -> String {
    guard let pair else { return try await renew().access }
    if let ends = pair.accessEnds, now() + margin >= ends { return try await renew().access }
    return pair.access
  }

  /// A token in place of one that was refused; when somebody renewed it meanwhile, that one.
  public func token(insteadOf rejected: String) async throws -> String {
    if let pair, pair.access != rejected, renewal == nil { return pair.access }
    return try await renew().access
  }

  private func renew() async throws -> TokenPair {
    if let renewal { return try await renewal.value }
    let (issuer, old) = (issuer, pair)
    let task = Task { () async throws -> TokenPair in
      if let old {
        do {
          return try await issuer.refresh(old.refresh)
        } catch let refusal as RequestRefusal {
          // A refused refresh token is at its end; logging in is what is left.
          guard let logIn = issuer.logIn else { throw refusal }
          return try await logIn()
        }
      }
      guard let logIn = issuer.logIn else {
        throw PolderError("session-missing", "Nobody is logged in.", nextStep: "Log in first.")
      }
      return try await logIn()
    }
    renewal = task
    defer { renewal = nil }
    let fresh = try await task.value
    pair = fresh
    return fresh
  }
}
