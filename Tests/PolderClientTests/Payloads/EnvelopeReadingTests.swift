import PolderCore
import PolderCrypto
import PolderTransport
import Testing

@testable import PolderClient

/// The server alters, swaps, replays, forges and downgrades what organization 2 gave back.
@Suite("Results in envelopes")
struct EnvelopeReadingTests {
  static let plaintext = Array(#"{"mean": 2.5}"#.utf8)

  /// A world in which task 6 was sent in an envelope.
  static func world(_ rule: EncryptionRule = .compatible) async throws -> (EncryptedWorld, TaskNonce) {
    let world = try await EncryptedWorld.make(rule: rule)
    try world.learnEnvelopes()
    let nonce = TaskNonce()
    let setup = try #require(world.client.currentEncryption)
    try setup.sent.remember(6, world.sent(nonce))
    return (world, nonce)
  }

  /// What organization 2 answers, or somebody who says so.
  static func answer(
    _ world: EncryptedWorld, _ nonce: TaskNonce, kind: EnvelopeKind = .result, from sender: OrganizationID = 2,
    key: PrivateKey? = nil, to recipient: PublicKey? = nil
  ) throws -> String {
    try Envelope.seal(
      plaintext, kind, from: EnvelopeSender(organization: sender, key: key ?? world.other),
      to: [EnvelopeParty(organization: 3, key: recipient ?? world.own.publicKey)], nonce: nonce,
      created: EncryptedWorld.now)
  }

  @Test("The answer to the task that was sent is opened", arguments: EncryptionRule.allCases)
  func opens(rule: EncryptionRule) async throws {
    let (world, nonce) = try await Self.world(rule)
    await world.store(try Self.answer(world, nonce))
    let result = try #require(try await world.result())
    #expect(try result.value == ["mean": 2.5])
    let one = try await world.client.result.get(7)
    #expect(one.result == #"{"mean": 2.5}"#)
  }

  @Test("What is altered, swapped, replayed, forged or downgraded is told with its code, and gives no value")
  func tellsAttacks() async throws {
    let (world, nonce) = try await Self.world()
    let good = try Self.answer(world, nonce)
    var bytes = try Envelope.bytes(of: good)
    bytes[bytes.count - 600] ^= 1
    let attacks: [(PolderError.Code?, String)] = [
      (.envelopeNonce, try Self.answer(world, TaskNonce())),
      (.envelopeKind, try Self.answer(world, nonce, kind: .input)),
      (.envelopeSender, try Self.answer(world, nonce, from: 9)),
      (.envelopeSenderKey, try Self.answer(world, nonce, key: world.own)),
      (.envelopeRecipientKey, try Self.answer(world, nonce, to: world.other.publicKey)),
      (.encryptionDowngraded, try HybridText.seal(Self.plaintext, for: world.own.publicKey)),
      ("result-not-encrypted", Base64.encode(Self.plaintext)),
      (nil, Envelope.text(of: bytes)),
      (nil, String(good.dropLast(40))),
      (nil, Envelope.text(of: Array(try Envelope.bytes(of: good).prefix(100)))),
    ]
    for (code, stored) in attacks {
      await world.store(stored)
      let result = try #require(try await world.result())
      let error = #expect(throws: PolderError.self) { try result.value }
      if let code { #expect(error?.code == code) }
      #expect(error?.object?.isEmpty == false)
      #expect(result.stored == stored)
    }
  }

  @Test("The old format is refused where envelopes are required, and so is an answer that no task here asked for")
  func holdsTheRule() async throws {
    let world = try await EncryptedWorld.make(rule: .require)
    try world.learnEnvelopes()
    await world.store(try HybridText.seal(Self.plaintext, for: world.own.publicKey))
    let old = try #require(try await world.result())
    #expect(#expect(throws: PolderError.self) { try old.value }?.code == .encryptionRequired)
    await world.store(try Self.answer(world, TaskNonce()))
    let unasked = try #require(try await world.result())
    #expect(#expect(throws: PolderError.self) { try unasked.value }?.code == .encryptionUnexpected)
  }

  @Test("An answer from an organization whose key changed is not believed")
  func holdsThePins() async throws {
    let (world, nonce) = try await Self.world()
    let stranger = world.own
    await world.api.answer("GET /organization/2", EncryptedWorld.organization(2, stranger.publicKey.encoded))
    await world.store(try Self.answer(world, nonce, key: stranger))
    let result = try #require(try await world.result())
    #expect(#expect(throws: PolderError.self) { try result.value }?.code == .envelopeSenderKey)
  }

  @Test("An altered envelope in a blob gives no value and leaves no file")
  func tellsAlteredBlobs() async throws {
    let (world, nonce) = try await Self.world()
    var bytes = try Envelope.bytes(of: try Self.answer(world, nonce))
    await world.store(EncryptedWorld.blob, isInBlob: true)
    await world.api.answer("GET /blobstream/\(EncryptedWorld.blob)", .blob(bytes))
    #expect(try await world.result()?.value == ["mean": 2.5])
    bytes[bytes.count - 1] ^= 1
    await world.api.answer("GET /blobstream/\(EncryptedWorld.blob)", .blob(bytes))
    let result = try #require(try await world.result())
    #expect(#expect(throws: PolderError.self) { try result.value }?.code == .envelopeForged)
  }
}
