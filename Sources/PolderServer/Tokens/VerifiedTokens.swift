import PolderCore
import Synchronization

/// The claims of tokens whose signature was verified lately: what a signature says of a text is so for ever. Whether the
/// token is still good is asked every time.
final class VerifiedTokens: Sendable {
  private struct Content {
    var young: [String: JSONObject] = [:]
    var old: [String: JSONObject] = [:]
  }

  /// So many, and up to as many again that were not used since.
  private static let limit = 512
  private static let longest = 4_096

  private let content = Mutex(Content())

  func claims(of token: String) -> JSONObject? {
    content.withLock { content in
      if let claims = content.young[token] { return claims }
      guard let claims = content.old[token] else { return nil }
      Self.add(claims, token, &content)
      return claims
    }
  }

  func keep(_ claims: JSONObject, of token: String) {
    guard token.utf8.count <= Self.longest else { return }
    content.withLock { Self.add(claims, token, &$0) }
  }

  private static func add(_ claims: JSONObject, _ token: String, _ content: inout Content) {
    if content.young.count >= limit { content = Content(old: content.young) }
    content.young[token] = claims
  }
}
