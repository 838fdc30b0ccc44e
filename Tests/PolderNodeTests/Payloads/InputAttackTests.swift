import PolderCore
import PolderCrypto
import Testing

@testable import PolderNode

/// What a server, or whoever can write there, may try with an input.
@Suite("inputs that are not what they seem")
struct InputAttackTests {
  private let world: PayloadWorld
  private let run = RunAssignment.sample()

  init() throws { world = try PayloadWorld() }

  /// The code with which an input is refused; nil when it is taken.
  private func refusal(
    _ input: String, of run: RunAssignment? = nil, rule: EncryptionRule = .compatible
  ) async throws -> PolderError.Code? {
    let journal = try await world.journal()
    let payloads = world.payloads(try world.keys(rule: rule), journal)
    let code = await failure { try await payloads.open(input, of: run ?? self.run) }?.code
    try journal.close()
    return code
  }

  @Test("an altered envelope opens to nothing")
  func altered() async throws {
    var bytes = try Envelope.bytes(of: try world.envelope())
    for index in stride(from: 8, to: bytes.count, by: 97) {
      bytes[index] ^= 1
      let code = try await refusal(Envelope.text(of: bytes))
      #expect(code?.rawValue.hasPrefix("envelope-") == true, "byte \(index)")
      bytes[index] ^= 1
    }
  }

  @Test("an envelope that the server sealed with a key of its own is not the sender's")
  func forged() async throws {
    #expect(try await refusal(try world.envelope(from: world.forger)) == .envelopeSenderKey)
    // The server may also give its key as the sender's: what is pinned counts.
    world.server.update { $0.keys[4] = world.forger.key.publicKey.encoded }
    #expect(try await refusal(try world.envelope(from: world.forger)) == .envelopeSenderKey)
    #expect(try await refusal(try world.envelope()) == nil)
  }

  @Test("an envelope of another organization, a result, or one for others is not this run's input")
  func swapped() async throws {
    #expect(try await refusal(try world.envelope(from: world.third)) == .envelopeSender)
    #expect(try await refusal(try world.envelope(kind: .result)) == .envelopeKind)
    #expect(try await refusal(try world.envelope(to: world.third)) == .envelopeRecipient)
  }

  @Test("an envelope does not open beside another image, collaboration or databases")
  func context() async throws {
    let bound = RunPayloads.context(of: .sample(databases: ["default"]))
    let text = try world.envelope(context: bound)
    #expect(try await refusal(text, of: .sample(databases: ["default"])) == nil)
    #expect(try await refusal(text, of: .sample(image: "other", databases: ["default"])) == .envelopeContext)
    #expect(try await refusal(text, of: .sample(databases: ["default", "second"])) == .envelopeContext)
    #expect(try await refusal(text, of: .sample()) == .envelopeContext)
    #expect(try await refusal(try world.envelope(context: .unbound)) == .envelopeContext)
  }

  @Test("an envelope is taken for one run, also by the next process of the node")
  func replayed() async throws {
    let text = try world.envelope()
    #expect(try await refusal(text, of: .sample(run: 7)) == nil)
    #expect(try await refusal(text, of: .sample(run: 8)) == .envelopeReplayed)
    // The node stopped between opening and taking up: it reads the same input again.
    #expect(try await refusal(text, of: .sample(run: 7)) == nil)
  }

  @Test("the same holds for an envelope in a blob")
  func replayedBlob() async throws {
    let sealer = try EnvelopeSealer(
      .input, from: world.client, to: [world.node.party], nonce: TaskNonce(), created: noon,
      context: RunPayloads.context(of: run))
    let blob = try world.blob(sealer)
    #expect(try await refusal(blob, of: .sample(run: 7)) == nil)
    #expect(try await refusal(blob, of: .sample(run: 8)) == .envelopeReplayed)
  }

  @Test("a refused envelope is not remembered: the run that it was made for can still have it")
  func refusedIsForgotten() async throws {
    let text = try world.envelope()
    #expect(try await refusal(text, of: .sample(run: 8, image: "other")) == .envelopeContext)
    #expect(try await refusal(text, of: .sample(run: 7)) == nil)
  }

  @Test("an envelope of long ago, or of the future, is not taken")
  func time() async throws {
    #expect(try await refusal(try world.envelope(created: noon - .seconds(31 * 86_400))) == .envelopeTooOld)
    #expect(try await refusal(try world.envelope(created: noon + .seconds(3_600))) == .envelopeEarly)
  }

  @Test("what is not encrypted is never taken, nor the old format where envelopes are required")
  func downgraded() async throws {
    let key = world.node.key.publicKey
    #expect(try await refusal(Base64.encode(PayloadWorld.plaintext)) == .nodeInputUnreadable)
    #expect(try await refusal(try world.blob(UnencryptedSealer())) == .nodeInputUnreadable)
    let old = [try HybridText.seal(PayloadWorld.plaintext, for: key), try world.blob(HybridSealer(for: key))]
    for input in old { #expect(try await refusal(input, rule: .require) == .encryptionRequired) }
    #expect(try await refusal(try world.envelope(), rule: .require) == nil)
  }

  @Test("whatever is wrong with the old format, the refusal is the same to the letter")
  func oracle() async throws {
    let key = world.node.key.publicKey
    let good = try HybridText.seal(PayloadWorld.plaintext, for: key)
    let parts = good.split(separator: "$").map(String.init)
    let garbage = Base64.encode([UInt8](repeating: 7, count: key.bits / 8))
    let blocks = [
      "\(garbage)$\(parts[1])$\(parts[2])", "\(parts[0])$\(Base64.encode([1, 2, 3]))$\(parts[2])",
      "\(Base64.encode([1]))$\(parts[1])$\(parts[2])", "\(parts[0])$\(parts[1])", "$$",
      "\(parts[0])$\(parts[1])$\(Base64.encode([9, 9, 9, 9, 9, 9, 9, 9]))",
      try HybridText.seal(PayloadWorld.plaintext, for: world.third.key.publicKey),
    ]
    let journal = try await world.journal()
    let payloads = world.payloads(try world.keys(), journal)
    var texts: Set<String> = []
    for block in blocks {
      for input in [block, world.server.keep(Array(block.utf8))] {
        let error = await failure { try await payloads.open(input, of: run) }
        texts.insert("\(error?.code.rawValue ?? "taken") \(error?.message ?? "") \(error?.nextStep ?? "")")
        #expect(error?.cause == nil)
      }
    }
    #expect(texts.count == 1, "\(texts)")
    try journal.close()
  }
}
