import Foundation
package import PolderCore

/// Makes tokens with the contract's claims in their order; `sid`, `iat_ms` and `gen` are ours.
package struct TokenMint: Sendable {
  let secret: TokenSecret
  let lifetimes: TokenLifetimes

  /// A mint.
  package init(secret: TokenSecret, lifetimes: TokenLifetimes = .init()) {
    self.secret = secret
    self.lifetimes = lifetimes
  }

  /// For whom tokens are made.
  package enum Holder: Sendable {
    /// A person with those roles.
    case user(UserID, roles: [String])
    /// A node.
    case node(NodeID)

    var id: Int64 {
      switch self {
      case .user(let id, _), .node(let id): id.rawValue
      }
    }
  }

  /// An access token and a refresh token of one session; the refresh token is the session's of that generation.
  package func pair(
    for holder: Holder, session: String, generation: Int64, now: Timestamp
  ) -> (access: String, refresh: String) {
    let access = claims(holder, .access, expires: now + lifetimes.access, now)
    var refresh = claims(holder, .refresh, expires: now + lifetimes.refresh, now)
    refresh["gen"] = .integer(generation)
    return (sign(access, session), sign(refresh, session))
  }

  /// How long a token for another service's validation is good for.
  static let validationLifetime = Duration.seconds(60)

  /// A user's token for another service, an algorithm store above all: it tells who the user is, for a minute, and is
  /// good for nothing else (deviation 25).
  package func validation(of user: UserID, roles: [String], session: String?, now: Timestamp) -> String {
    var payload = claims(.user(user, roles: roles), .validation, expires: now + Self.validationLifetime, now)
    if let session { payload["sid"] = .string(session) }
    return secret.sign(.object(payload))
  }

  /// The token of an algorithm; it has no end of its own but is refused once the run has ended.
  package func container(_ claims: ContainerClaims, now: Timestamp) throws -> String {
    let subject = try JSONValueEncoder.value(of: claims)
    var payload = start(.access, subject, now)
    payload["client_type"] = "container"
    payload["roles"] = []
    payload["iat_ms"] = .integer(now.microseconds / 1_000)
    return secret.sign(.object(payload))
  }

  /// The id of a new session.
  static func newSession() -> String { UUID().uuidString.lowercased() }

  private func claims(_ holder: Holder, _ purpose: TokenPurpose, expires: Timestamp, _ now: Timestamp) -> JSONObject {
    var payload = start(purpose, .integer(holder.id), now)
    payload["exp"] = .integer(expires.seconds)
    switch holder {
    case .user(_, let roles):
      payload["client_type"] = "user"
      payload["roles"] = .array(roles.map { .string($0) })
    case .node:
      payload["client_type"] = "node"
      payload["roles"] = []
    }
    payload["iat_ms"] = .integer(now.microseconds / 1_000)
    return payload
  }

  private func start(_ purpose: TokenPurpose, _ subject: JSONValue, _ now: Timestamp) -> JSONObject {
    [
      "fresh": false, "iat": .integer(now.seconds), "jti": .string(UUID().uuidString.lowercased()),
      "type": .string(purpose.rawValue), "sub": subject, "nbf": .integer(now.seconds),
      "csrf": .string(UUID().uuidString.lowercased()),
    ]
  }

  private func sign(_ claims: JSONObject, _ session: String) -> String {
    var claims = claims
    claims["sid"] = .string(session)
    return secret.sign(.object(claims))
  }
}
