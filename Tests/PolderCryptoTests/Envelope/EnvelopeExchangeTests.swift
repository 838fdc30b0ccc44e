import Foundation
import PolderCore
import Testing

@testable import PolderCrypto

/// A task from its client to two nodes and back, over a server that hands on what it likes.
struct EnvelopeExchangeTests {
  static let now = Parties.now
  let parties: Parties
  let context = EnvelopeContext(
    image: "a/average:1", collaboration: CollaborationID(3),
    databases: EnvelopeContext.databases([.init(label: "default", parameters: ["query": "SELECT 1"])]))

  init() throws { parties = try Parties() }

  /// What the client knows: both keys, and statements that came by mail.
  func clientPins() throws -> KeyPins {
    var pins = KeyPins()
    for party in [parties.node, parties.third] {
      _ = try pins.check(party.key.publicKey, of: party.organization, now: Self.now)
      try pins.learn(KeyStatement(text: KeyStatement(of: party, created: Self.now).text))
    }
    return pins
  }

  /// What a node does with the input of a run.
  func run(
    _ text: String, _ run: Int64, at node: EnvelopeSender, image: String, ledger: inout NonceLedger
  ) throws -> (input: [UInt8], nonce: TaskNonce) {
    try EncryptionDecision.checkInput(EncryptionFormat(of: text), under: .require, from: parties.client.organization)
    let found = EnvelopeContext(image: image, collaboration: context.collaboration, databases: context.databases)
    let opened = try Envelope.open(
      text, as: node, expecting: EnvelopeExpectation(.input, from: parties.client.party, context: found))
    try ledger.admit(opened.header, for: RunID(run), now: Self.now + .seconds(5))
    return (opened.plaintext, opened.header.nonce)
  }

  func result(_ bytes: [UInt8], of node: EnvelopeSender, nonce: TaskNonce) throws -> String {
    try Envelope.seal(
      bytes, .result, from: node, to: [parties.client.party], nonce: nonce, created: Self.now + .seconds(9))
  }

  func read(_ text: String, of node: EnvelopeSender, nonce: TaskNonce, pins: KeyPins) throws -> [UInt8] {
    let pin = try pins.pin(of: node.organization)
    try EncryptionDecision.checkResult(EncryptionFormat(of: text), after: .envelope, under: .compatible, from: pin)
    return try Envelope.open(
      text, as: parties.client, expecting: EnvelopeExpectation(.result, from: EnvelopeParty(pin), nonce: nonce)
    ).plaintext
  }

  func input(_ nonce: TaskNonce, pins: KeyPins) throws -> String {
    #expect(try EncryptionDecision.format(.compatible, for: pins.all) == .envelope)
    return try Envelope.seal(
      [1, 2, 3], .input, from: parties.client, to: pins.all.map { EnvelopeParty($0) }, nonce: nonce, created: Self.now,
      context: context)
  }

  @Test("one text serves both nodes, and each result comes back to its task")
  func honest() throws {
    let pins = try clientPins()
    let nonce = TaskNonce()
    let text = try input(nonce, pins: pins)
    for node in [parties.node, parties.third] {
      var ledger = NonceLedger()
      let got = try run(text, 1, at: node, image: "a/average:1", ledger: &ledger)
      #expect(got.input == [1, 2, 3])
      #expect(got.nonce == nonce)
      let answer = try result([4], of: node, nonce: got.nonce)
      #expect(try read(answer, of: node, nonce: nonce, pins: pins) == [4])
    }
  }

  @Test("a server that acts in between is found out at each step")
  func hostile() throws {
    let pins = try clientPins()
    let nonce = TaskNonce()
    let text = try input(nonce, pins: pins)
    var ledger = NonceLedger()
    let node = parties.node
    // Another image beside the data, and the same input for a second run.
    var copy = ledger
    let paired = try refusal { _ = try run(text, 1, at: node, image: "evil", ledger: &copy) }
    #expect(paired.code == .envelopeContext)
    #expect(copy.count == 0)
    _ = try run(text, 1, at: node, image: "a/average:1", ledger: &ledger)
    let again = try refusal { _ = try run(text, 2, at: node, image: "a/average:1", ledger: &ledger) }
    #expect(again.code == .envelopeReplayed)
    // An input of its own in the old format, for which the public key is enough.
    let old = try HybridText.seal([9], for: node.key.publicKey)
    let forged = try refusal { _ = try run(old, 3, at: node, image: "a/average:1", ledger: &ledger) }
    #expect(forged.code == .encryptionRequired)
    // A result of its own in the old format, the result of the other node, and that of another task.
    let invented = try HybridText.seal([9], for: parties.client.key.publicKey)
    #expect(
      try refusal { _ = try read(invented, of: node, nonce: nonce, pins: pins) }.code == .encryptionDowngraded)
    let others = try result([5], of: parties.third, nonce: nonce)
    #expect(try refusal { _ = try read(others, of: node, nonce: nonce, pins: pins) }.code == .envelopeSender)
    let former = try result([5], of: node, nonce: TaskNonce())
    #expect(try refusal { _ = try read(former, of: node, nonce: nonce, pins: pins) }.code == .envelopeNonce)
    // Its own key in the node's name.
    let impostor = EnvelopeSender(organization: node.organization, key: parties.server.key)
    let posed = try result([5], of: impostor, nonce: nonce)
    #expect(try refusal { _ = try read(posed, of: node, nonce: nonce, pins: pins) }.code == .envelopeSenderKey)
    #expect(try read(result([4], of: node, nonce: nonce), of: node, nonce: nonce, pins: pins) == [4])
  }

  @Test("a caller that writes while it reads leaves a file only when all is good", arguments: [true, false])
  func file(isGood: Bool) async throws {
    var envelope = try parties.input(EnvelopeSealerTests.bytes(200_000))
    if !isGood { envelope[envelope.count - 1] ^= 1 }
    let opener = EnvelopeOpener(as: parties.node, expecting: parties.expectation())
    try await withFolder { folder in
      let (draft, file) = (folder + "/draft", folder + "/input")
      var written = 0
      do {
        written = try write(envelope, through: opener, to: draft)
        try FileManager.default.moveItem(atPath: draft, toPath: file)
      } catch {
        #expect((error as? PolderError)?.code == .envelopeForged)
        try FileManager.default.removeItem(atPath: draft)
      }
      let names = try FileManager.default.contentsOfDirectory(atPath: folder)
      #expect(names == (isGood ? ["input"] : []))
      #expect(written == (isGood ? 200_000 : 0))
    }
  }

  private func write(_ envelope: [UInt8], through opener: EnvelopeOpener, to path: String) throws -> Int {
    var opener = opener
    try Data().write(to: URL(fileURLWithPath: path))
    let handle = try #require(FileHandle(forWritingAtPath: path))
    defer { _ = try? handle.close() }
    var written = 0
    for start in stride(from: 0, to: envelope.count, by: 10_000) {
      let piece = try opener.update(Array(envelope[start..<min(start + 10_000, envelope.count)]))
      try handle.write(contentsOf: Data(piece))
      written += piece.count
    }
    _ = try opener.finish()
    return written
  }

  @Test("bytes that mean nothing are refused, whatever they are, and nothing traps")
  func noise() throws {
    var generator = SystemRandomNumberGenerator()
    let good = try parties.input([1, 2, 3], context: context)
    for round in 0..<300 {
      var bytes = good
      // From the start of the header on, so that it is read as one.
      for _ in 0...round % 5 {
        bytes[Int.random(in: 8..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
      }
      if round % 3 == 0 { bytes.removeLast(Int.random(in: 1..<bytes.count, using: &generator)) }
      guard bytes != good else { continue }
      let opener = EnvelopeOpener(as: parties.node, expecting: parties.expectation(context: context))
      let error = try refusal { _ = try filter(bytes, in: 1 + round * 7, opener) }
      #expect(error.code.rawValue.hasPrefix("envelope-"))
    }
  }
}
