import PolderCore
import PolderHTTP

/// Exchanges a refresh token; the old one dies a minute after the new one was used (deviation 23).
struct RefreshTokenHandler: Handler {
  typealias Op = RefreshToken
  static let mode = TransactionMode.write

  let context: ServerContext

  func prepare(_ call: Call<RefreshToken>) async throws -> TokenMint.RefreshTicket {
    try context.tokens.refresh(call.request.authorization, now: call.now)
  }

  func gather(
    _ call: Call<RefreshToken>, _ ticket: TokenMint.RefreshTicket, _ tx: Unit
  ) throws -> (facts: Facts, loaded: TokenMint.RefreshTicket) {
    _ = try PrincipalLoader.load(ticket.claims, tx.sql)
    return (Facts(), ticket)
  }

  func perform(
    _ call: Call<RefreshToken>, _ ticket: TokenMint.RefreshTicket, _ grant: Grant, _ tx: Unit
  ) throws -> Outcome<Wire.RefreshedTokens> {
    tx.identify(ticket.claims.callerName)
    let replies = TokenReplies(context: context)
    switch ticket.claims.subject {
    case .user(let id):
      let (session, generation) = try renew(id, ticket, tx)
      return Outcome(.user(try replies.user(id, session: session, generation: generation, tx)))
    case .node(let id):
      let (session, generation) = try renew(id, ticket, tx)
      return Outcome(.node(replies.node(id, session: session, generation: generation, tx)))
    case .container: throw RequestRefusal(422, "Only refresh tokens are allowed", code: .tokenPurpose)
    }
  }

  /// The session and its next generation; a token of the incumbent, which has no session, begins one.
  private func renew(
    _ id: UserID, _ ticket: TokenMint.RefreshTicket, _ tx: Unit
  ) throws -> (session: String, generation: Int64) {
    guard let session = ticket.claims.session, let generation = ticket.generation else {
      return (try TokenReplies(context: context).newSession(of: id, tx), 1)
    }
    try SessionRepository.take(
      session, generation: generation, of: id, lifetime: context.tokens.lifetimes.refresh, now: tx.now, tx.sql)
    return (session, generation + 1)
  }
}
