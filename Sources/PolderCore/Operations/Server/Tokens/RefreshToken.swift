/// Exchanges a refresh token, sent in place of an access token, for new tokens of a user or a node.
public enum RefreshToken: Operation {
  /// The tokens; `user_url` or `node_url` says for whom.
  public typealias Reply = Wire.RefreshedTokens
  /// `POST /token/refresh`
  public static let route = Route(.post, "token/refresh")
  /// Open: the refresh token is its own proof and is checked by the handler.
  public static let access = Access.open
  /// What it does.
  public static let summary = "Exchange a refresh token for new tokens"
}
