import PolderCore
import PolderHTTP
import PolderSQL

/// What a handler does with a store before its transaction: the caller is judged first, so that nobody makes this
/// server call others who may not. Refusals are kept and thrown once the transaction has judged again.
struct StoreErrand: Sendable {
  let context: ServerContext

  /// Judges the caller in a transaction of its own, and runs an errand with what that gave.
  func run<Op: Operation, Plan: Sendable, Answer: Sendable>(
    _ call: Call<Op>, plan: @Sendable @escaping (Call<Op>, Transaction) throws -> (Facts, Plan),
    errand: (Plan, UserID) async throws -> Answer
  ) async throws -> Result<Answer, RequestRefusal> {
    do {
      guard let claims = call.request.claims else {
        throw RequestRefusal(401, "Missing Authorization Header", code: .tokenMissing)
      }
      let (plan, user) = try await context.database.read { sql in
        let principal = try PrincipalLoader.load(claims, sql)
        // Before anything is looked up for the caller.
        try Self.judgeKind(Op.access, principal)
        let call = call.by(principal)
        let (facts, plan) = try plan(call, sql)
        _ = try Authorizer.authorize(Op.access, principal: principal, facts: facts)
        return (plan, principal.id)
      }
      guard let user else { throw RequestRefusal(403, "This is open to users only.", code: "principal-kind") }
      return .success(try await errand(plan, user))
    } catch let refusal as RequestRefusal {
      return .failure(refusal)
    }
  }

  private static func judgeKind(_ access: Access, _ principal: Principal) throws(RequestRefusal) {
    _ = try Authorizer.authorize(
      Access(access.kinds, .nothing, acceptsValidationTokens: access.acceptsValidationTokens), principal: principal,
      facts: Facts())
  }

  /// A user's calls to a store that was found.
  func caller(_ route: StoreRoute, server: String, user: UserID, session: String?, now: Timestamp) -> StoreCaller {
    StoreCaller(
      client: context.stores, route: route, server: server,
      token: context.tokens.validation(of: user, roles: [], session: session, now: now))
  }
}
