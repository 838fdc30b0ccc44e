import PolderCore
import PolderHTTP
import PolderSQL

/// What a handler does with a store before its transaction: the caller is judged first, so that nobody makes this
/// server call others who may not. Refusals are kept and thrown once the transaction has judged again.
struct StoreErrand: Sendable {
  let context: ServerContext

  /// Judges the caller in a transaction of its own, and runs an errand with what that gave.
  func run<Op: Operation, Plan: Sendable, Answer: Sendable>(
    _ call: Call<Op>, plan: @Sendable @escaping (Call<Op>, Transaction) throws -> (facts: Facts, found: Plan),
    errand: (Plan, UserID) async throws -> Answer
  ) async throws -> Result<Answer, RequestRefusal> {
    do {
      let (principal, plan) = try await context.judgeAhead(call, plan)
      guard let user = principal.id else {
        throw RequestRefusal(403, "This is open to users only.", code: "principal-kind")
      }
      return .success(try await errand(plan, user))
    } catch let refusal as RequestRefusal {
      return .failure(refusal)
    }
  }

  /// A user's calls to a store that was found.
  func caller(_ route: StoreRoute, server: String, user: UserID, session: String?, now: Timestamp) -> StoreCaller {
    StoreCaller(
      client: context.stores, route: route, server: server,
      token: context.tokens.validation(of: user, roles: [], session: session, now: now))
  }
}
