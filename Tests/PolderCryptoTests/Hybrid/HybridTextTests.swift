import PolderCore
import Testing

@testable import PolderCrypto

struct HybridTextTests {
  @Test(
    "what is sealed opens again, for both recorded organizations",
    arguments: ["", "null", #"{"method": "f", "kwargs": {"naam": "Zoë €"}}"#, "[NaN, -Infinity]"])
  func again(plaintext: String) throws {
    let vectors = try Vectors.load()
    for organization in ["orgA", "orgB"] {
      let key = try vectors.key(organization)
      let bytes = Array(plaintext.utf8)
      let text = try HybridText.seal(bytes, for: key.publicKey)
      #expect(
        text.split(separator: "$", omittingEmptySubsequences: false).map(\.utf8.count) == [
          684, 24, (bytes.count + 2) / 3 * 4,
        ])
      #expect(try HybridText.open(text, with: key) == bytes)
    }
  }

  @Test("a text is another each time, key and vector included")
  func random() throws {
    let key = try ForeignKeys.small().publicKey
    let texts = try (0..<20).map { _ in try HybridText.seal(Array("null".utf8), for: key) }
    for part in 0..<3 { #expect(Set(texts.map { $0.split(separator: "$")[part] }).count == 20) }
  }

  @Test("texts that are longer than a piece are whole")
  func pieces() throws {
    let key = try ForeignKeys.small()
    for length in [196_607, 196_608, 196_609, 400_000] {
      let plaintext = Array("\"\(String(repeating: "x", count: length - 2))\"".utf8)
      #expect(try HybridText.open(HybridText.seal(plaintext, for: key.publicKey), with: key) == plaintext)
    }
  }

  @Test("no new key is one that the incumbent takes for text")
  func keys() {
    for _ in 0..<100 { #expect(!HybridHeader.isText(HybridHeader.newKey())) }
    #expect(HybridHeader.isText(Array(repeating: 0x41, count: 32)))
    #expect(!HybridHeader.isText(Array(repeating: 0xFF, count: 32)))
  }

  @Test(
    "what has no three parts is told",
    arguments: [
      "", "abc", "a$b", "<html><body>502 Bad Gateway</body></html>", #"{"msg": "no"}"#, "eyJtZXRob2QiOiAiZiJ9",
    ])
  func noParts(text: String) throws {
    let key = try ForeignKeys.small()
    let error = try refusal { _ = try HybridText.open(text, with: key) }
    #expect(error.code == "crypto-hybrid-header")
    #expect(error.nextStep != nil)
  }

  @Test("parts that are damaged are told apart")
  func damaged() throws {
    let key = try ForeignKeys.small()
    let text = try HybridText.seal(Array(#"{"method": "f"}"#.utf8), for: key.publicKey)
    let parts = text.split(separator: "$").map { String($0) }
    let long = String(repeating: "A", count: HybridHeader.maximumLength)
    for (altered, code) in [
      ([parts[0].dropLast(), parts[1][...], parts[2][...]], "crypto-hybrid-base64"),
      ([parts[0][...], parts[1].dropLast(), parts[2][...]], "crypto-hybrid-base64"),
      ([parts[0][...], parts[1][...], parts[2].dropLast()], "crypto-hybrid-base64"),
      (["QUJD", parts[1][...], parts[2][...]], "crypto-hybrid-key-length"),
      (["", "", ""], "crypto-hybrid-key-length"),
      ([parts[0].dropLast(4), parts[1][...], parts[2][...]], "crypto-hybrid-key-length"),
      ([parts[0][...], "QUJD", parts[2][...]], "crypto-hybrid-counter"),
      ([parts[0][...], "", parts[2][...]], "crypto-hybrid-counter"),
      ([long[...], parts[1][...], parts[2][...]], "crypto-hybrid-header"),
      (
        [Substring(parts[0].replacing("A", with: "B", maxReplacements: 1)), parts[1][...], parts[2][...]],
        "crypto-wrong-key"
      ),
    ] as [([Substring], PolderError.Code)] {
      let error = try refusal { _ = try HybridText.open(altered.joined(separator: "$"), with: key) }
      #expect(error.code == code, "\(altered)")
      #expect(error.nextStep != nil)
    }
  }

  @Test("the recorded refusals are refusals here")
  func recorded() throws {
    let vectors = try Vectors.load()
    let key = try vectors.key("orgA")
    let cross = try #require(vectors.rsa.first { $0.recipient == "orgB" }?.ciphertext_str)
    for (text, code) in [
      ("", "crypto-hybrid-header"), ("abc", "crypto-hybrid-header"), ("a$b", "crypto-hybrid-header"),
      ("QUJD$AAAAAAAAAAAAAAAAAAAAAA==$QUJD", "crypto-hybrid-key-length"), (cross, "crypto-wrong-key"),
    ] as [(String, PolderError.Code)] {
      let error = try refusal { _ = try HybridText.open(text, with: key) }
      #expect(error.code == code)
      #expect(error.nextStep != nil)
    }
    #expect(try refusal { _ = try PublicKey(encoded: "") }.code == "crypto-key-missing")
  }

  @Test("the key of another organization is an error that names the fingerprint that was tried")
  func wrongKey() throws {
    let (key, other) = (try ForeignKeys.small(), try PrivateKey.generate(bits: 2048))
    let text = try HybridText.seal(Array("null".utf8), for: key.publicKey)
    let error = try refusal { _ = try HybridText.open(text, with: other) }
    #expect(error.code == "crypto-wrong-key")
    #expect(error.message.contains(other.publicKey.fingerprint.description))
    let large = try Vectors.load().key("orgA")
    #expect(try refusal { _ = try HybridText.open(text, with: large) }.code == "crypto-hybrid-key-length")
  }

  @Test("line breaks and other characters in the parts are skipped, as the incumbent does")
  func lenient() throws {
    let key = try ForeignKeys.small()
    let text = try HybridText.seal(Array("[1, 2, 3, 4, 5, 6, 7, 8]".utf8), for: key.publicKey)
    let broken = text.enumerated().map { $0.offset % 60 == 59 ? "\($0.element)\n" : "\($0.element)" }.joined()
    for other in [broken, text + "\n", text + "$$", text.replacing("$", with: "$-_")] {
      #expect(try HybridText.open(other, with: key) == Array("[1, 2, 3, 4, 5, 6, 7, 8]".utf8))
    }
  }

  /// Encrypts as clients did that encoded the payload, the key, or both before.
  private func older(_ payload: [UInt8], keyAsText: Bool, for key: PublicKey) throws -> String {
    let (aes, counter) = (RandomBytes.make(32), RandomBytes.make(16))
    let wrapped = try key.wrapForHybrid(keyAsText ? Array(Base64.encode(aes).utf8) : aes)
    var cipher = try #require(CounterCipher(key: aes, counter: counter))
    return "\(Base64.encode(wrapped))$\(Base64.encode(counter))$\(Base64.encode(try cipher.apply(payload[...])))"
  }

  @Test("the key or the payload as base64 text opens, each alone and both", arguments: [false, true])
  func olderForms(keyAsText: Bool) throws {
    let key = try ForeignKeys.small()
    let json = Array(#"{"legacy": 1}"#.utf8)
    let plain = try older(json, keyAsText: keyAsText, for: key.publicKey)
    #expect(try HybridText.open(plain, with: key) == json)
    for base64 in [Base64.encode(json), Base64.encode(json) + "\n", "eyJsZWdh\r\nY3kiOiAxfQ==\r\n"] {
      let text = try older(Array(base64.utf8), keyAsText: keyAsText, for: key.publicKey)
      #expect(try HybridText.open(text, with: key) == json)
    }
  }

  @Test("an encrypted key of another length is as good as the wrong one", arguments: [0, 16, 31, 33, 64])
  func keyLengths(length: Int) throws {
    let key = try ForeignKeys.small()
    let wrapped = try key.publicKey.wrapForHybrid(RandomBytes.make(length))
    let text = "\(Base64.encode(wrapped))$\(Base64.encode(RandomBytes.make(16)))$QUJD"
    #expect(try refusal { _ = try HybridText.open(text, with: key) }.code == "crypto-wrong-key")
  }

  @Test("damage that leaves neither JSON nor base64 is noticed; nothing notices the rest")
  func altered() throws {
    let key = try ForeignKeys.small()
    let parts = try HybridText.seal(Array(#"{"n": 10}"#.utf8), for: key.publicKey).split(separator: "$")
    let ciphertext = try #require(Base64.decode(String(parts[2])))
    func open(_ ciphertext: [UInt8]) throws -> [UInt8] {
      try HybridText.open("\(parts[0])$\(parts[1])$\(Base64.encode(ciphertext))", with: key)
    }
    for (index, bit) in [(0, 0x01), (1, 0x80), (8, 0x01), (4, 0x10)] as [(Int, UInt8)] {
      var altered = ciphertext
      altered[index] ^= bit
      #expect(try refusal { _ = try open(altered) }.code == "crypto-hybrid-content", "\(index)")
    }
    #expect(try refusal { _ = try open(ciphertext.dropLast()) }.code == "crypto-hybrid-content")
    // The hole of the format: one flipped bit makes 10 into 90, and no reader can tell.
    var altered = ciphertext
    altered[6] ^= 0x08
    #expect(try open(altered) == Array(#"{"n": 90}"#.utf8))
  }
}
