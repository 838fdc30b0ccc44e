import Crypto
import Foundation
import PolderCore

/// The secret under which tokens are signed: HS256, one key, no other algorithm.
package struct TokenSecret: Sendable {
  /// The fewest bytes that a secret should have.
  package static let recommendedBytes = 32

  private static let header = Array(#"{"alg":"HS256","typ":"JWT"}"#.utf8)
  private let key: SymmetricKey
  private let verified = VerifiedTokens()

  /// The secret of a text, whose bytes are the key, as in the incumbent.
  package init(_ text: String) { key = SymmetricKey(data: Data(text.utf8)) }

  /// Whether the secret has fewer bytes than it should.
  package var isShort: Bool { key.bitCount < Self.recommendedBytes * 8 }

  /// The token of claims.
  func sign(_ payload: JSONValue) -> String {
    let signed = Base64.encodeForAddress(Self.header) + "." + Base64.encodeForAddress(payload.bytes)
    let code = HMAC<SHA256>.authenticationCode(for: Data(signed.utf8), using: key)
    return signed + "." + Base64.encodeForAddress(code)
  }

  /// The claims of a token that was signed under this secret; the refusals are those of the contract.
  func claims(of token: some StringProtocol) throws(RequestRefusal) -> JSONObject {
    let text = String(token)
    if let known = verified.claims(of: text) { return known }
    let claims = try verify(text)
    verified.keep(claims, of: text)
    return claims
  }

  private func verify(_ token: String) throws(RequestRefusal) -> JSONObject {
    let parts = token.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3 else {
      throw Self.malformed(parts.count < 3 ? "Not enough segments" : "Invalid crypto padding")
    }
    guard let header = Self.object(parts[0]) else { throw Self.malformed("Invalid header string") }
    guard header["alg"]?.string == "HS256" else { throw Self.malformed("The specified alg value is not allowed") }
    guard let signature = Base64.decode(parts[2].utf8, padded: false) else {
      throw Self.malformed("Invalid crypto padding")
    }
    let signed = Data((parts[0] + "." + parts[1]).utf8)
    guard HMAC<SHA256>.isValidAuthenticationCode(Data(signature), authenticating: signed, using: key) else {
      throw RequestRefusal(422, "Signature verification failed", code: .tokenSignature)
    }
    guard let claims = Self.object(parts[1]) else { throw Self.malformed("Invalid payload string") }
    return claims
  }

  /// A keyed hash of a text, as hexadecimal digits; other purposes give other hashes.
  package func keyedHash(_ text: String, purpose: String) -> String { keyedHash(Array(text.utf8), purpose: purpose) }

  /// A keyed hash of bytes, as hexadecimal digits; other purposes give other hashes.
  package func keyedHash(_ bytes: [UInt8], purpose: String) -> String {
    let code = HMAC<SHA256>.authenticationCode(for: Data("\(purpose)\u{0}".utf8) + bytes, using: key)
    return code.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  private static func object(_ part: some StringProtocol) -> JSONObject? {
    guard let bytes = Base64.decode(part.utf8, padded: false) else { return nil }
    // What is no JSON is refused like any other text that is no token.
    return (try? JSONValue(parsing: bytes, limits: .init(bytes: 64 << 10)))?.object
  }

  static func malformed(_ text: String) -> RequestRefusal { RequestRefusal(422, text, code: .tokenMalformed) }
}
