import PolderCore
import PolderTransport

/// The keeper of the present session; logging in again puts another in its place.
actor SessionTokens: TokenSource {
  private var keeper: TokenKeeper

  init(keeper: TokenKeeper) { self.keeper = keeper }

  func replace(by keeper: TokenKeeper) { self.keeper = keeper }

  func token() async throws -> String { try await keeper.token() }

  func token(insteadOf rejected: String) async throws -> String { try await keeper.token(insteadOf: rejected) }

  /// Whether anybody is logged in.
  var isHeld: Bool { get async { await keeper.current != nil } }

  /// Exchanges the refresh token now, whether it is time or not.
  func refresh() async throws {
    let keeper = keeper
    guard let pair = await keeper.current else {
      throw PolderError(.sessionMissing, "Nobody is logged in.", nextStep: "Log in first.")
    }
    _ = try await keeper.token(insteadOf: pair.access)
  }
}
