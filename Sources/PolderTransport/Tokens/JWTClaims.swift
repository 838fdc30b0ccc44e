public import PolderCore

/// What a token says about itself, read without checking its signature: only its issuer can do that.
public struct JWTClaims: Sendable {
  /// All claims.
  public let claims: JSONObject

  /// Reads the middle part of a token; nil when it is not a token.
  public init?(token: String) {
    guard token.utf8.count <= 64 << 10 else { return nil }
    let parts = token.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, let bytes = Base64.decode(String(parts[1]), padded: false),
      // A text that is not JSON is not a token.
      let value = try? JSONValue(parsing: bytes, limits: .init(bytes: 64 << 10, depth: 16)), let object = value.object
    else { return nil }
    claims = object
  }

  /// When the token was issued.
  public var issued: Timestamp? { moment("iat") }

  /// When the token ends.
  public var ends: Timestamp? { moment("exp") }

  /// How long the token is good for in all, by the clock of its issuer.
  public var lifetime: Duration? {
    guard let issued, let ends, issued < ends else { return nil }
    return ends - issued
  }

  /// The id of the user or node, when it is one's.
  public var subject: UserID? { claims["sub"]?.integer.map { UserID($0) } }

  /// What stands under `sub` of an algorithm's token.
  public var container: ContainerClaims? {
    guard let subject = claims["sub"], subject.object != nil else { return nil }
    // Claims that do not fit are those of another kind of token.
    return try? JSONValueDecoder.decode(ContainerClaims.self, from: subject)
  }

  /// Seconds beyond the year 9999 are no moment.
  private func moment(_ name: String) -> Timestamp? {
    guard let seconds = claims[name]?.integer, (0...253_402_300_799).contains(seconds) else { return nil }
    return Timestamp(seconds: seconds)
  }
}
