import PolderCore
import PolderHTTP
import PolderSQL

/// The tokens that logins and refreshes reply with.
struct TokenReplies {
  let context: ServerContext

  func user(_ id: UserID, session: String, generation: Int64, _ tx: Unit) throws -> Wire.UserTokens {
    let roles = try LoginAccount.roleNames(of: id, tx.sql)
    let (access, refresh) = context.tokens.pair(
      for: .user(id, roles: roles), session: session, generation: generation, now: tx.now)
    return Wire.UserTokens(
      accessToken: access, refreshToken: refresh, refreshURL: context.link("token/refresh"),
      userURL: context.link("user/\(id)"))
  }

  func node(_ id: NodeID, session: String, generation: Int64, _ tx: Unit) -> Wire.NodeTokens {
    let (access, refresh) = context.tokens.pair(
      for: .node(id), session: session, generation: generation, now: tx.now)
    return Wire.NodeTokens(
      accessToken: access, refreshToken: refresh, refreshURL: context.link("token/refresh"),
      nodeURL: context.link("node/\(id)"))
  }

  func newSession(of id: UserID, _ tx: Unit) throws -> String {
    try SessionRepository.create(for: id, lifetime: context.tokens.lifetimes.refresh, now: tx.now, tx.sql)
  }

  /// The header in which the contract repeats the access token of a login.
  static func header(_ token: String) -> [(name: String, value: String)] { [("jwt-token", token)] }
}
