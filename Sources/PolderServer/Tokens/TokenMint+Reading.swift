package import PolderCore
package import PolderHTTP

extension TokenMint {
  /// What a verified refresh token says.
  package struct RefreshTicket: Sendable {
    /// For whom and when it was made.
    package let claims: TokenClaims
    /// Its place among the refresh tokens of its session; nil for tokens of the incumbent.
    package let generation: Int64?
  }

  /// Verifies the access token of an `Authorization` header; the refusals are those of the contract.
  package func access(_ authorization: String?, now: Timestamp) throws(RequestRefusal) -> TokenClaims {
    let claims = try secret.claims(of: try Self.bearer(authorization))
    return try read(claims, .access, now)
  }

  /// Verifies an access token, or one that is good for its own validation only.
  package func accessOrValidation(_ authorization: String?, now: Timestamp) throws(RequestRefusal) -> TokenClaims {
    let claims = try secret.claims(of: try Self.bearer(authorization))
    let isValidation = claims["type"]?.string == TokenPurpose.validation.rawValue
    return try read(claims, isValidation ? .validation : .access, now)
  }

  /// Verifies the refresh token of an `Authorization` header.
  package func refresh(_ authorization: String?, now: Timestamp) throws(RequestRefusal) -> RefreshTicket {
    let claims = try secret.claims(of: try Self.bearer(authorization))
    return RefreshTicket(claims: try read(claims, .refresh, now), generation: claims["gen"]?.integer)
  }

  /// How far the clocks of two servers may be apart.
  private static let leeway: Int64 = 10

  private func read(
    _ claims: JSONObject, _ purpose: TokenPurpose, _ now: Timestamp
  ) throws(RequestRefusal) -> TokenClaims {
    let expiry = try Self.seconds(claims, "exp")
    if let expiry, expiry <= now.seconds { throw RequestRefusal(401, "Token has expired", code: .tokenExpired) }
    if let start = try Self.seconds(claims, "nbf"), start > now.seconds + Self.leeway {
      throw TokenSecret.malformed("The token is not yet valid (nbf)")
    }
    guard claims["type"]?.string == purpose.rawValue else {
      throw RequestRefusal(
        422, purpose == .refresh ? "Only refresh tokens are allowed" : "Only non-refresh tokens are allowed",
        code: .tokenPurpose)
    }
    guard let issued = try Self.seconds(claims, "iat") else {
      throw TokenSecret.malformed("Token is missing the \"iat\" claim")
    }
    let milliseconds = claims["iat_ms"]?.integer
    let subject = try Self.subject(claims)
    if case .container = subject {
      guard purpose == .access else { throw Self.strange }
    } else if expiry == nil {
      throw TokenSecret.malformed("Token is missing the \"exp\" claim")
    }
    return TokenClaims(
      subject: subject, tokenID: claims["jti"]?.string ?? "", session: claims["sid"]?.string,
      issuedAt: milliseconds.map { Timestamp(microseconds: $0 &* 1_000) } ?? Timestamp(seconds: issued),
      isExact: milliseconds != nil, expiresAt: expiry.map { Timestamp(seconds: $0) },
      isForValidationOnly: purpose == .validation)
  }

  private static let strange = TokenSecret.malformed("The token is for nobody that this server knows of")

  private static func subject(_ claims: JSONObject) throws(RequestRefusal) -> TokenClaims.Subject {
    switch (claims["client_type"]?.string, claims["sub"]) {
    case ("user", .integer(let id)): return .user(UserID(id))
    case ("node", .integer(let id)): return .node(NodeID(id))
    case ("container", .some(let value)):
      // The incumbent's password-recovery tokens look like this and give no access (deviation 21).
      guard let container = try? JSONValueDecoder.decode(ContainerClaims.self, from: value),
        container.clientType == "container"
      else { throw strange }
      return .container(container)
    default: throw strange
    }
  }

  private static func seconds(_ claims: JSONObject, _ name: String) throws(RequestRefusal) -> Int64? {
    switch claims[name] {
    case nil: return nil
    case .integer(let value) where (0...253_402_300_799).contains(value): return value
    case .number(let value) where (0...253_402_300_799).contains(value): return Int64(value)
    default: throw TokenSecret.malformed("The claim \(name) is no time")
    }
  }

  private static func bearer(_ authorization: String?) throws(RequestRefusal) -> Substring {
    guard let authorization, !authorization.isEmpty else {
      throw RequestRefusal(401, "Missing Authorization Header", code: .tokenMissing)
    }
    // By bytes: to look for characters in a token takes longer than to read a task.
    let words = authorization.utf8.split(separator: UInt8(ascii: " ")).map { Substring($0) }
    guard words.first == "Bearer" else {
      throw RequestRefusal(
        401, "Missing 'Bearer' type in 'Authorization' header. Expected 'Authorization: Bearer <JWT>'",
        code: .tokenMissing)
    }
    guard words.count == 2 else {
      throw TokenSecret.malformed("Bad Authorization header. Expected 'Authorization: Bearer <JWT>'")
    }
    return words[1]
  }
}
