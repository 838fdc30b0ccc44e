package import PolderCore
package import PolderHTTP
package import PolderSQL

/// Tells who calls the server.
package struct ServerAuthenticator: Authenticator {
  private let tokens: TokenMint
  private let memory: AccessMemory
  private let lastSeen: LastSeen

  /// An authenticator for the tokens of a mint.
  package init(tokens: TokenMint, database: any Database, memory: AccessMemory) {
    self.tokens = tokens
    self.memory = memory
    lastSeen = LastSeen(database: database)
  }

  /// Verifies an access token, or one for validation, which the authorizer keeps from everything else.
  package func claims(authorization: String?, now: Timestamp) throws(RequestRefusal) -> TokenClaims {
    try tokens.accessOrValidation(authorization, now: now)
  }

  /// Loads the caller.
  package func principal(_ claims: TokenClaims, _ sql: Transaction, now: Timestamp) throws -> Principal {
    try PrincipalLoader.load(claims, sql, remembering: memory)
  }

  /// Writes down when a user or a node was last heard of.
  package func seen(_ claims: TokenClaims, now: Timestamp) async throws {
    switch claims.subject {
    case .user(let id), .node(let id): try await lastSeen.note(id, now: now)
    case .container: return
    }
  }
}
