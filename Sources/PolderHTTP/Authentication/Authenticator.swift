public import PolderCore
public import PolderSQL

/// Tells who calls.
public protocol Authenticator: Sendable {
  /// Verifies an access token without the database.
  func claims(authorization: String?, now: Timestamp) throws(RequestRefusal) -> TokenClaims
  /// Loads the caller in the transaction of the request; refuses one who is gone or whose token was revoked.
  func principal(_ claims: TokenClaims, _ sql: Transaction, now: Timestamp) throws -> Principal
  /// Notes that a caller was heard of.
  func seen(_ claims: TokenClaims, now: Timestamp) async throws
}
