import PolderCore
import Testing

@testable import PolderCrypto

struct EncryptionDecisionTests {
  let parties: Parties

  init() throws { parties = try Parties() }

  func pin(_ organization: Int64, envelopes: Bool) -> PinnedKey {
    PinnedKey(
      organization: OrganizationID(organization), key: parties.node.key.publicKey, firstSeen: Parties.now,
      acceptsEnvelopes: envelopes)
  }

  @Test("an envelope is sent when all are known to read it", arguments: EncryptionRule.allCases)
  func all(rule: EncryptionRule) throws {
    let pins = [pin(1, envelopes: true), pin(2, envelopes: true)]
    #expect(try EncryptionDecision.format(rule, for: pins) == .envelope)
  }

  @Test("one who lacks it makes it the old format for all, unless envelopes are required")
  func one() throws {
    let pins = [pin(5, envelopes: false), pin(1, envelopes: true), pin(3, envelopes: false)]
    #expect(try EncryptionDecision.format(.compatible, for: pins) == .hybrid)
    let error = try refusal { _ = try EncryptionDecision.format(.require, for: pins) }
    #expect(error.code == .encryptionRequired)
    #expect(error.object == "organizations 3, 5")
    #expect(error.nextStep?.contains("statement") == true)
  }

  @Test("an error names 20 organizations and counts the others")
  func many() throws {
    let pins = (1...25).map { pin($0, envelopes: false) }
    let error = try refusal { _ = try EncryptionDecision.format(.require, for: pins) }
    #expect(error.object?.hasSuffix("20 and 5 more") == true)
  }

  @Test("nobody is no reason for an envelope")
  func nobody() throws {
    #expect(try EncryptionDecision.format(.compatible, for: []) == .hybrid)
    #expect(try refusal { _ = try EncryptionDecision.format(.require, for: []) }.code == .encryptionRequired)
  }

  @Test("an input in the old format is refused where envelopes are required, and only there")
  func input() throws {
    let sender = parties.client.organization
    for rule in EncryptionRule.allCases { try EncryptionDecision.checkInput(.envelope, under: rule, from: sender) }
    try EncryptionDecision.checkInput(.hybrid, under: .compatible, from: sender)
    let error = try refusal { try EncryptionDecision.checkInput(.hybrid, under: .require, from: sender) }
    #expect(error.code == .encryptionRequired)
    #expect(error.object == "organization 1")
  }

  @Test("a result in the old format after an envelope is a downgrade, whoever the server names as its sender")
  func downgrade() throws {
    for rule in EncryptionRule.allCases {
      for readsEnvelopes in [true, false] {
        let sender = pin(2, envelopes: readsEnvelopes)
        let error = try refusal {
          try EncryptionDecision.checkResult(.hybrid, after: .envelope, under: rule, from: sender)
        }
        #expect(error.code == .encryptionDowngraded)
        #expect(error.object == "organization 2")
      }
    }
  }

  @Test("each other pair of formats is good or has its own error")
  func results() throws {
    let (new, old) = (pin(2, envelopes: true), pin(2, envelopes: false))
    for rule in EncryptionRule.allCases {
      for pin in [new, old] {
        try EncryptionDecision.checkResult(.envelope, after: .envelope, under: rule, from: pin)
        let error = try refusal {
          try EncryptionDecision.checkResult(.envelope, after: .hybrid, under: rule, from: pin)
        }
        #expect(error.code == .encryptionUnexpected)
      }
    }
    for pin in [new, old] {
      try EncryptionDecision.checkResult(.hybrid, after: .hybrid, under: .compatible, from: pin)
      let error = try refusal {
        try EncryptionDecision.checkResult(.hybrid, after: .hybrid, under: .require, from: pin)
      }
      #expect(error.code == .encryptionRequired)
    }
  }

  @Test("the server's word changes nothing: the format follows from the pins alone")
  func pinsAlone() throws {
    // The node learnt of envelopes by its own statement; a new key that the server shows is refused, not a fall back.
    var pins = KeyPins()
    _ = try pins.check(parties.node.key.publicKey, of: parties.node.organization, now: Parties.now)
    #expect(try EncryptionDecision.format(.compatible, for: pins.all) == .hybrid)
    try pins.learn(KeyStatement(of: parties.node, created: Parties.now))
    #expect(try EncryptionDecision.format(.compatible, for: pins.all) == .envelope)
    let error = try refusal {
      _ = try pins.check(parties.server.key.publicKey, of: parties.node.organization, now: Parties.now)
    }
    #expect(error.code == .keyChanged)
    #expect(try EncryptionDecision.format(.compatible, for: pins.all) == .envelope)
  }

  @Test(
    "the words of the configuration", arguments: [("compatible", EncryptionRule.compatible), ("require", .require)])
  func words(word: String, rule: EncryptionRule) { #expect(EncryptionRule(rawValue: word) == rule) }
}
