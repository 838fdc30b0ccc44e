import PolderCore
import PolderHTTP
import PolderServer
import Testing

struct TokenSecretTests {
  private let mint = TokenMint(secret: TokenSecret(ServerHouse.secret))
  private let now = Timestamp(seconds: 1_800_000_000)

  private func refusal(_ token: String, _ mint: TokenMint? = nil) -> RequestRefusal? {
    do throws(RequestRefusal) {
      _ = try (mint ?? self.mint).access("Bearer " + token, now: now)
      return nil
    } catch {
      return error
    }
  }

  private var token: String { mint.pair(for: .node(NodeID(8)), session: "s", generation: 1, now: now).access }

  @Test("a token under another secret, or with any part changed, does not verify")
  func signature() throws {
    #expect(refusal(token) == nil)
    let other = TokenMint(secret: TokenSecret("another secret of thirty-two byte"))
    #expect(refusal(token, other) == RequestRefusal(422, "Signature verification failed", code: .tokenSignature))
    let parts = token.split(separator: ".").map(String.init)
    let claims = try TokenParts(token).claims.text.replacing(#""sub":8"#, with: #""sub":1"#)
    let forged = Base64.encodeForAddress(claims.utf8)
    #expect(refusal([parts[0], forged, parts[2]].joined(separator: "."))?.code == .tokenSignature)
  }

  @Test(
    "that a token was verified before makes it good for nothing more: not longer, not changed, not for another purpose")
  func verifiedBefore() throws {
    let pair = mint.pair(for: .node(NodeID(8)), session: "s", generation: 1, now: now)
    for _ in 0..<2 { #expect(refusal(pair.access) == nil) }
    #expect(throws: RequestRefusal(401, "Token has expired", code: .tokenExpired)) {
      try mint.access("Bearer " + pair.access, now: now + .seconds(6 * 3_600))
    }
    #expect(throws: RequestRefusal.self) { try mint.refresh("Bearer " + pair.access, now: now) }
    for changed in [pair.access + "A", "A" + pair.access, String(pair.access.dropLast())] {
      #expect(refusal(changed) != nil)
    }
    let other = TokenMint(secret: TokenSecret("another secret of thirty-two byte"))
    #expect(refusal(pair.access, other)?.code == .tokenSignature)
  }

  @Test("more tokens than are remembered are all read as they are, in whatever order they come")
  func many() throws {
    let tokens = (1...1_500).map { number in
      (NodeID(number), mint.pair(for: .node(NodeID(number)), session: "s", generation: 1, now: now).access)
    }
    for _ in 0..<2 {
      for (id, token) in tokens + tokens.reversed() {
        #expect(try mint.access("Bearer " + token, now: now).subject == .node(id))
      }
    }
  }

  @Test("no algorithm but HS256 is taken, whatever the token says", arguments: ["none", "HS512", "RS256", "hs256", ""])
  func algorithm(name: String) {
    let header = Base64.encodeForAddress(#"{"alg":"\#(name)","typ":"JWT"}"#.utf8)
    let parts = token.split(separator: ".").map(String.init)
    // Not because of the signature, which would be wrong as well.
    let wanted = RequestRefusal(422, "The specified alg value is not allowed", code: .tokenMalformed)
    for signature in [parts[2], ""] {
      #expect(refusal([header, parts[1], signature].joined(separator: ".")) == wanted)
    }
  }

  @Test(
    "what is no token is refused without harm",
    arguments: ["x", "x.y", "..", "a.b.c", "e30.e30.e30", "....", "%%%.%%%.%%%", "eyJ.eyJ.eyJ"])
  func garbage(text: String) {
    let expected = text.split(separator: ".", omittingEmptySubsequences: false).count < 3
    #expect(refusal(text)?.status == 422)
    #expect((refusal(text)?.message == "Not enough segments") == expected)
  }

  @Test("a secret shorter than 32 bytes works but is known as short, deviation 29")
  func short() {
    let short = TokenMint(secret: TokenSecret("short"))
    let token = short.pair(for: .node(NodeID(1)), session: "s", generation: 1, now: now).access
    #expect(refusal(token, short) == nil)
    #expect(TokenSecret("short").isShort && !TokenSecret(ServerHouse.secret).isShort)
  }

  @Test("keyed hashes differ by text, purpose and secret")
  func keyedHash() {
    let secret = TokenSecret("a")
    let hash = secret.keyedHash("key", purpose: "node-key")
    #expect(hash.count == 64 && hash == secret.keyedHash("key", purpose: "node-key"))
    let others = [
      secret.keyedHash("kez", purpose: "node-key"), secret.keyedHash("key", purpose: "other"),
      TokenSecret("b").keyedHash("key", purpose: "node-key"),
    ]
    #expect(!others.contains(hash))
  }
}
