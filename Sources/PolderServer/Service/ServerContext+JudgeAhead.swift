import PolderCore
import PolderHTTP
import PolderSQL

extension ServerContext {
  /// Loads the caller and judges a request ahead of slow work, so that no other service is asked, and nothing is taken
  /// in, for somebody who may not. The transaction of the request judges again.
  func judgeAhead<Op: Operation, Found: Sendable>(
    _ call: Call<Op>, _ gather: @escaping @Sendable (Call<Op>, Transaction) throws -> (facts: Facts, found: Found)
  ) async throws -> (principal: Principal, found: Found) {
    guard let claims = call.request.claims else {
      throw RequestRefusal(401, "Missing Authorization Header", code: .tokenMissing)
    }
    let authenticator = authenticator
    return try await database.read { sql in
      let principal = try authenticator.principal(claims, sql, now: call.now)
      // Before anything is looked up for the caller.
      try Self.judgeKind(Op.access, principal)
      let (facts, found) = try gather(call.by(principal), sql)
      _ = try Authorizer.authorize(Op.access, principal: principal, facts: facts)
      return (principal, found)
    }
  }

  private static func judgeKind(_ access: Access, _ principal: Principal) throws(RequestRefusal) {
    _ = try Authorizer.authorize(
      Access(access.kinds, .nothing, acceptsValidationTokens: access.acceptsValidationTokens), principal: principal,
      facts: Facts())
  }
}
