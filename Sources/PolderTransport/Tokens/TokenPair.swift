public import PolderCore

/// The tokens of a session.
public struct TokenPair: Sendable {
  /// For requests.
  public let access: String
  /// For new tokens.
  public let refresh: String
  /// When the access token ends, as it says itself; nil when it does not say.
  public let accessEnds: Timestamp?
  /// How long the access token is good for in all; nil when it does not say.
  public let accessLifetime: Duration?

  /// A pair of tokens.
  public init(access: String, refresh: String) {
    self.access = access
    self.refresh = refresh
    let claims = JWTClaims(token: access)
    accessEnds = claims?.ends
    accessLifetime = claims?.lifetime
  }

  /// The tokens of a user.
  public init(_ tokens: Wire.UserTokens) { self.init(access: tokens.accessToken, refresh: tokens.refreshToken) }

  /// The tokens of a node.
  public init(_ tokens: Wire.NodeTokens) { self.init(access: tokens.accessToken, refresh: tokens.refreshToken) }

  /// The tokens of whoever refreshed.
  public init(_ tokens: Wire.RefreshedTokens) { self.init(access: tokens.accessToken, refresh: tokens.refreshToken) }
}
