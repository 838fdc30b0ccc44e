import PolderCore
import Testing

@testable import PolderCrypto

struct EnvelopeTextTests {
  @Test("no text of the old format, and no base64, is taken for an envelope")
  func others() throws {
    let parties = try Parties()
    let hybrid = try HybridText.seal([1, 2, 3], for: parties.node.key.publicKey)
    for text in [
      "", "polder", UnencryptedText.seal([1, 2, 3]), hybrid, "Polder.envelope.v1:AAAA", " polder.envelope.v1:",
    ] {
      #expect(!Envelope.isEnvelope(text), "\(text.prefix(30))")
      #expect(EncryptionFormat(of: text) == .hybrid)
    }
    for bytes in [[], Array(hybrid.utf8), Array("polder.envelope.v1:".utf8), [0x89, 0x50, 0x4E, 0x47]] as [[UInt8]] {
      #expect(!Envelope.isEnvelope(bytes))
      #expect(EncryptionFormat(of: bytes) == .hybrid)
    }
  }

  @Test("both forms of an envelope are told by their first bytes")
  func isEnvelope() throws {
    let bytes = try Parties().input([1])
    #expect(Envelope.isEnvelope(bytes))
    #expect(Envelope.isEnvelope(Array(bytes.prefix(8))))
    #expect(!Envelope.isEnvelope(Array(bytes.prefix(7))))
    let text = Envelope.text(of: bytes)
    #expect(Envelope.isEnvelope(text))
    #expect(EncryptionFormat(of: text) == .envelope)
    #expect(EncryptionFormat(of: bytes) == .envelope)
    #expect(text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F })
  }

  @Test("a server that decodes base64 and skips the rest takes the text, and does not find it readable")
  func servers() throws {
    // Every length of the last group of base64, and so every padding.
    for count in 0..<6 {
      let text = try Envelope.text(of: Parties().input(Array(repeating: 0x41, count: count)))
      let decoded = try #require(Base64.decode(text, lenient: true))
      #expect(String(validating: decoded, as: UTF8.self) == nil)
      // The letters of the prefix are whole groups: what follows is decoded as it was encoded.
      #expect(try Array(decoded.dropFirst(12)) == Envelope.bytes(of: text))
    }
  }

  @Test("the old opener refuses the text, and says so")
  func oldOpener() throws {
    let parties = try Parties()
    let text = try Envelope.text(of: parties.input([1]))
    let error = try refusal { _ = try HybridText.open(text, with: parties.node.key) }
    #expect(!error.message.isEmpty)
  }

  @Test(
    "a text of another version, or without base64, is refused with its reason",
    arguments: [
      ("polder.envelope.v2:AAAA", "envelope-version"), ("polder.envelope.", "envelope-version"),
      ("polder.envelope.v1:A", "envelope-malformed"), ("polder.envelope.v1:AA AA", "envelope-malformed"),
      ("polder.envelope.v1:", "envelope-truncated"), ("polder.envelope.v1:AAAA", "envelope-malformed"),
      ("QUJD$QUJD$QUJD", "envelope-malformed"), ("", "envelope-malformed"),
    ])
  func refused(text: String, code: String) throws {
    let parties = try Parties()
    let error = try refusal { _ = try Envelope.open(text, as: parties.node, expecting: parties.expectation()) }
    #expect(error.code.rawValue == code)
  }

  @Test("a text in the alphabet for addresses is refused: one envelope has one text")
  func alphabet() throws {
    let parties = try Parties()
    let text = try Envelope.text(of: parties.input(Array(repeating: 1, count: 4_000)))
    let body = text.dropFirst(EnvelopeForm.textPrefix.count)
    for (standard, other) in [("+", "-"), ("/", "_")] {
      let parts = body.split(separator: standard, omittingEmptySubsequences: false)
      let altered = EnvelopeForm.textPrefix + parts.joined(separator: other)
      #expect(altered != text)
      #expect(try refusal { _ = try Envelope.bytes(of: altered) }.code == .envelopeMalformed)
    }
  }

  @Test("an error shows the name of a version only when it is short and plain")
  func version() throws {
    func message(_ version: String) throws -> String {
      try refusal { _ = try Envelope.bytes(of: "polder.envelope.\(version):AAAA") }.message
    }
    #expect(try message("v2").contains("v2"))
    #expect(try message(String(repeating: "v", count: 100_000)).utf8.count < 100)
    for odd in ["\u{1B}[2J", "v2\n", "e" + String(repeating: "\u{301}", count: 10_000), "é"] {
      let message = try message(odd)
      #expect(message.utf8.count < 100)
      #expect(message.utf8.allSatisfy { (0x20...0x7E).contains($0) })
    }
  }

  @Test("text and bytes are the same envelope")
  func roundTrip() throws {
    let parties = try Parties()
    let text = try Envelope.seal(
      Array("{\"method\": \"é\"}".utf8), .input, from: parties.client, to: [parties.node.party], nonce: TaskNonce(),
      created: Parties.now)
    let bytes = try Envelope.bytes(of: text)
    #expect(Envelope.text(of: bytes) == text)
    #expect(try parties.read(bytes) == Array("{\"method\": \"é\"}".utf8))
  }
}
