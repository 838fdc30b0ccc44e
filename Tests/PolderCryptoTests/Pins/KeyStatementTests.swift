import PolderCore
import Testing

@testable import PolderCrypto

struct KeyStatementTests {
  let parties: Parties

  init() throws { parties = try Parties() }

  func pins(_ party: EnvelopeSender) throws -> KeyPins {
    var pins = KeyPins()
    _ = try pins.check(party.key.publicKey, of: party.organization, now: Parties.now)
    return pins
  }

  @Test("the statement of the vectors, made by others, is read and good")
  func vector() throws {
    let vector = try EnvelopeVectors.load().statement
    let statement = try KeyStatement(text: vector.text)
    #expect(statement.organization == vector.organization)
    #expect(statement.formats == [.hybrid, .envelope])
    #expect(statement.text == vector.text)
    var pins = try pins(EnvelopeVectors.own(vector.organization, vector.key))
    #expect(try pins.learn(statement).acceptsEnvelopes)
  }

  @Test("a statement travels as text, whatever a mail does to it")
  func travels() throws {
    let statement = try KeyStatement(of: parties.node, created: Parties.now)
    let text = statement.text
    #expect(text.utf8.allSatisfy { $0 == 0x0A || (0x20..<0x7F).contains($0) })
    #expect(text.split(separator: "\n").allSatisfy { $0.utf8.count <= 72 })
    let mailed = "Dear colleague,\r\n\r\n" + text.replacing("\n", with: " \t\r\n") + "\r\nRegards\r\n"
    for read in [text, mailed] {
      let again = try KeyStatement(text: read)
      #expect(again == statement)
      var pins = try pins(parties.node)
      #expect(try pins.learn(again).acceptsEnvelopes)
      #expect(pins[parties.node.organization]?.isConfirmed == false)
    }
  }

  @Test("no field of a statement can be changed")
  func altered() throws {
    let text = try KeyStatement(of: parties.node, formats: [.hybrid], created: Parties.now).text
    let pins = try pins(parties.node)
    let changes = [
      ("formats: hybrid", "formats: hybrid envelope-1"), ("created: 2025", "created: 2026"),
      ("organization: 2", "organization: 3"),
      (
        parties.node.key.publicKey.fingerprint.description, parties.server.key.publicKey.fingerprint.description
      ),
    ]
    for (one, other) in changes {
      #expect(text.contains(one))
      let changed = try KeyStatement(text: text.replacing(one, with: other))
      var copy = pins
      let error = try refusal { try copy.learn(changed) }
      #expect(error.code == .keyStatementForged || error.code == .keyUnknown, "\(other)")
      #expect(copy == pins)
    }
  }

  @Test("a statement by another key is nobody's word, however it names itself")
  func forged() throws {
    // The server's own key, honestly named, and with the name of the pinned one over it.
    let statement = try KeyStatement(
      of: EnvelopeSender(organization: parties.node.organization, key: parties.server.key), created: Parties.now)
    var pins = try pins(parties.node)
    #expect(try refusal { try pins.learn(statement) }.code == .keyStatementForged)
    let lying = KeyStatement(
      organization: statement.organization, fingerprint: parties.node.key.publicKey.fingerprint,
      formats: statement.formats, created: statement.created, signature: statement.signature)
    #expect(try refusal { try pins.learn(lying) }.code == .keyStatementForged)
    #expect(pins[parties.node.organization]?.acceptsEnvelopes == false)
  }

  @Test("without a pin a statement says nothing")
  func unpinned() throws {
    let statement = try KeyStatement(of: parties.node, created: Parties.now)
    var pins = KeyPins()
    #expect(try refusal { try pins.learn(statement) }.code == .keyUnknown)
    #expect(pins.all.isEmpty)
  }

  @Test("a statement adds and never takes away")
  func upgrades() throws {
    var pins = try pins(parties.node)
    try pins.learn(KeyStatement(of: parties.node, created: Parties.now))
    let older = try KeyStatement(of: parties.node, formats: [.hybrid], created: Parties.now + .seconds(60))
    #expect(try pins.learn(older).acceptsEnvelopes)
  }

  @Test("formats of later versions are read over")
  func unknownFormats() throws {
    let later = try #require(KeyFormat(rawValue: "envelope-2"))
    let statement = try KeyStatement(text: KeyStatement(of: parties.node, formats: [later], created: Parties.now).text)
    #expect(statement.formats == [later])
    var pins = try pins(parties.node)
    #expect(try !pins.learn(statement).acceptsEnvelopes)
  }

  @Test(
    "no other word can be the name of a format",
    arguments: ["", "A", "a b", "a\n", "é", String(repeating: "a", count: 33), "a,b"])
  func formats(name: String) { #expect(KeyFormat(rawValue: name) == nil) }

  @Test("a statement names 1 to 16 formats", arguments: [0, 17])
  func formatCount(count: Int) throws {
    let error = try refusal {
      _ = try KeyStatement(
        of: parties.node, formats: Array(repeating: .hybrid, count: count), created: Parties.now)
    }
    #expect(error.code == .keyStatementMalformed)
  }

  @Test("what is no statement is refused, and nothing is guessed")
  func malformed() throws {
    let good = try KeyStatement(of: parties.node, created: Parties.now).text
    let lines = good.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var texts = ["", "text", good.replacing("BEGIN", with: "BEGINN"), good.replacing("END", with: "ENDE")]
    texts.append(String(repeating: " ", count: KeyStatement.maximumText) + good)
    texts.append(good.replacing("organization: 2", with: "organization: 02"))
    texts.append(good.replacing("organization: 2", with: "organization: two"))
    texts.append(good.replacing("hybrid envelope-1", with: "hybrid  envelope-1"))
    texts.append(good.replacing("hybrid envelope-1", with: "Hybrid"))
    texts.append(good.replacing("Z\n\n", with: "\n\n"))
    texts.append(good.replacing("Z\n\n", with: "Z\n"))
    texts.append(good.replacing("Z\n\n", with: "Z\nmore: x\n\n"))
    texts.append(good.replacing("SHA256:", with: "MD5:"))
    for index in 1...4 { texts.append((lines[..<index] + lines[(index + 1)...]).joined(separator: "\n")) }
    texts.append((lines[..<6] + ["*"] + lines[7...]).joined(separator: "\n"))
    texts.append((lines[..<6] + lines.suffix(2)).joined(separator: "\n"))
    for text in texts {
      #expect(try refusal { _ = try KeyStatement(text: text) }.code == .keyStatementMalformed, "\(text)")
    }
  }
}
