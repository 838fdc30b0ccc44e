public import PolderCore

/// Keeps the tokens of one session good: one renewal at a time serves all who wait, and it happens before the end.
public actor TokenKeeper: TokenSource {
  private let issuer: Issuer
  private let margin: Duration
  private let now: @Sendable () -> Timestamp
  private var kept: Kept?
  private var isRenewing = false
  private var waiters: [Int: CheckedContinuation<TokenPair, any Error>] = [:]
  private var nextWaiter = 0

  /// A keeper.
  /// - Parameters:
  ///   - pair: the tokens to start with, issued just now; nil logs in first
  ///   - issuer: how new ones come about
  ///   - margin: how long before its end a token is renewed; half of its life at the most
  ///   - now: the clock
  public init(
    _ pair: TokenPair?, issuer: Issuer, margin: Duration = .seconds(60), now: @escaping @Sendable () -> Timestamp
  ) {
    kept = pair.map { Kept($0, since: now(), margin: margin) }
    self.issuer = issuer
    self.margin = margin
    self.now = now
  }

  /// The present tokens.
  public var current: TokenPair? { kept?.pair }

  /// A token that is good now.
  /// - Throws: `RequestRefusal` when the service gives no new one, `PolderError` when it can not be asked
  public func token() async throws -> String {
    if let kept, kept.isGood(now()) { return kept.pair.access }
    return try await renewed().access
  }

  /// A token in place of one that was refused; when somebody renewed it meanwhile, that one.
  /// - Throws: as `token()`
  public func token(insteadOf rejected: String) async throws -> String {
    if let kept, kept.pair.access != rejected, !isRenewing { return kept.pair.access }
    return try await renewed().access
  }

  /// Waits for the one renewal. Whoever is cancelled leaves at once; the renewal goes on, as a refresh token that was
  /// exchanged is worth keeping the answer for.
  private func renewed() async throws -> TokenPair {
    nextWaiter += 1
    let number = nextWaiter
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        if Task.isCancelled { return continuation.resume(throwing: CancellationError()) }
        waiters[number] = continuation
        guard !isRenewing else { return }
        isRenewing = true
        Task { await renew() }
      }
    } onCancel: {
      Task { await leave(number) }
    }
  }

  private func leave(_ number: Int) {
    waiters.removeValue(forKey: number)?.resume(throwing: CancellationError())
  }

  private func renew() async {
    let outcome: Result<TokenPair, any Error>
    do {
      let pair = try await issuer.renew(kept?.pair)
      kept = Kept(pair, since: now(), margin: margin)
      outcome = .success(pair)
    } catch {
      outcome = .failure(error)
    }
    isRenewing = false
    let served = waiters
    waiters = [:]
    for waiter in served.values { waiter.resume(with: outcome) }
  }
}

extension TokenKeeper {
  /// Tokens and the moment from which they have to be renewed, which counts from when they came: the clock here and
  /// that of the issuer need not agree.
  private struct Kept {
    let pair: TokenPair
    private let renewal: Timestamp?

    init(_ pair: TokenPair, since: Timestamp, margin: Duration) {
      self.pair = pair
      if let lifetime = pair.accessLifetime {
        renewal = since + (lifetime - min(margin, lifetime / 2))
      } else {
        // An end that is over when the token comes is told by a clock that is not this one.
        renewal = pair.accessEnds.flatMap { $0 - margin > since ? $0 - margin : nil }
      }
    }

    func isGood(_ now: Timestamp) -> Bool { renewal.map { now < $0 } ?? true }
  }
}
