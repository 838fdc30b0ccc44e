import PolderCore

extension TokenKeeper {
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

    func renew(_ old: TokenPair?) async throws -> TokenPair {
      if let old {
        do {
          return try await refresh(old.refresh)
        } catch let refusal as RequestRefusal {
          // A refused refresh token is at its end, and logging in is what is left; a server in trouble is not.
          guard let logIn, (400..<500).contains(refusal.status), refusal.status != 429 else { throw refusal }
          return try await logIn()
        }
      }
      guard let logIn else {
        throw PolderError(.sessionMissing, "Nobody is logged in.", nextStep: "Log in first.")
      }
      return try await logIn()
    }
  }
}
