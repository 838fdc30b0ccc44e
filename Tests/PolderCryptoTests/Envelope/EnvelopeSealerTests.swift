import PolderCore
import Testing

@testable import PolderCrypto

struct EnvelopeSealerTests {
  static let size = 64 << 10
  static let lengths = [0, 1, size - 1, size, size + 1, 2 * size - 1, 2 * size, 2 * size + 1, 5 * size + 17]

  static func bytes(_ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) } }

  @Test("what is sealed opens again, whatever its length and proof", arguments: lengths, EnvelopeProof.allCases)
  func roundTrip(count: Int, proof: EnvelopeProof) throws {
    let parties = try Parties()
    let plaintext = Self.bytes(count)
    let envelope = try parties.input(plaintext, proof: proof)
    let (records, _) = Parties.chunks(of: envelope)
    #expect(records.count == max(1, (count + Self.size - 1) / Self.size))
    #expect(try parties.read(envelope) == plaintext)
  }

  @Test("pieces of any length give one and the same envelope", arguments: [1_000, size - 1, size, size + 1, 3 * size])
  func pieces(piece: Int) throws {
    let parties = try Parties()
    let plaintext = Self.bytes(4 * Self.size + 5)
    let secrets = EnvelopeSecrets(secret: Self.bytes(32), prefix: Self.bytes(7)) { (_, _) throws(PolderError) in [1, 2]
    }
    let nonce = TaskNonce()
    func sealer() throws -> EnvelopeSealer {
      try EnvelopeSealer(
        .input, from: parties.client, to: [parties.node.party], nonce: nonce, created: Parties.now, context: .unbound,
        proof: nil, chunkSize: Self.size, secrets: secrets)
    }
    let whole = try filter(plaintext, in: plaintext.count, sealer())
    let divided = try filter(plaintext, in: piece, sealer())
    let trailer = Parties.chunks(of: whole).trailer
    #expect(divided.prefix(trailer) == whole.prefix(trailer))
    #expect(divided.count == whole.count)
  }

  @Test("chunks leave as soon as it is known that they are not the last, so that memory stays bounded")
  func bounded() throws {
    var sealer = try Parties().sealer()
    let head = try sealer.update([]).count
    #expect(head > 400)
    #expect(try sealer.update(Self.bytes(Self.size)).isEmpty)
    #expect(try sealer.update([1]).count == Self.size + 20)
    #expect(try sealer.update(Self.bytes(3 * Self.size)).count == 3 * (Self.size + 20))
    #expect(try sealer.finish().count == 1 + 20 + 2 + 256)
  }

  @Test("the same plaintext never gives the same bytes behind the header's start")
  func fresh() throws {
    let parties = try Parties()
    let nonce = TaskNonce()
    let (one, other) = (try parties.input([1, 2, 3], nonce: nonce), try parties.input([1, 2, 3], nonce: nonce))
    let start = Parties.chunks(of: one).records[0]
    #expect(one[start] != other[start])
    #expect(one.count == other.count)
  }

  @Test("one envelope serves 1,024 recipients, each of them")
  func many() throws {
    let parties = try Parties()
    let others = (10..<1_033).map { EnvelopeParty(organization: OrganizationID($0), key: parties.third.key.publicKey) }
    let text = try Envelope.seal(
      [1, 2, 3], .input, from: parties.client, to: others + [parties.node.party], nonce: TaskNonce(),
      created: Parties.now)
    #expect(text.utf8.count < 600_000)
    for organization in [10, 500, 1_032] as [Int64] {
      let own = EnvelopeSender(organization: OrganizationID(organization), key: parties.third.key)
      let opened = try Envelope.open(text, as: own, expecting: parties.expectation())
      #expect(opened.plaintext == [1, 2, 3])
      #expect(opened.header.recipients.count == 1_024)
    }
    let error = try refusal {
      _ = try EnvelopeSealer(
        .input, from: parties.client, to: others + [parties.node.party, parties.third.party], nonce: TaskNonce(),
        created: Parties.now)
    }
    #expect(error.code == .envelopeParties)
  }

  @Test("nobody, or somebody twice, can not be the recipients")
  func recipients() throws {
    let parties = try Parties()
    #expect(try refusal { _ = try parties.sealer(to: []) }.code == .envelopeParties)
    let twice = EnvelopeSender(organization: parties.node.organization, key: parties.third.key)
    let error = try refusal { _ = try parties.sealer(to: [parties.node, parties.third, twice]) }
    #expect(error.code == .envelopeParties)
    #expect(error.object == "organization 2")
  }

  @Test("only a single recipient gets an envelope whose tags prove it, and then by itself in a stream")
  func proofs() throws {
    let parties = try Parties()
    let error = try refusal { _ = try parties.sealer(to: [parties.node, parties.third], proof: .recipient) }
    #expect(error.code == .envelopeParties)
    for (recipients, proof) in [([parties.node], EnvelopeProof.recipient), ([parties.node, parties.third], .everyone)] {
      let sealer = try EnvelopeSealer(
        .input, from: parties.client, to: recipients.map(\.party), nonce: TaskNonce(), created: Parties.now)
      #expect(sealer.header.proof == proof)
    }
    let text = try Envelope.seal(
      [1], .input, from: parties.client, to: [parties.node.party], nonce: TaskNonce(), created: Parties.now)
    #expect(try Envelope.open(text, as: parties.node, expecting: parties.expectation()).header.proof == .everyone)
  }

  @Test(
    "a context beyond its bounds is refused before anything is sealed",
    arguments: [
      EnvelopeContext(image: String(repeating: "i", count: 2_049)),
      EnvelopeContext(databases: Array(repeating: "d", count: 129)),
      EnvelopeContext(databases: ["good", String(repeating: "d", count: 1_025)]),
    ])
  func context(context: EnvelopeContext) throws {
    let parties = try Parties()
    #expect(try refusal { _ = try parties.sealer(context: context) }.code == .envelopeSettings)
  }

  @Test("the largest context is read back as it was")
  func largestContext() throws {
    let context = EnvelopeContext(
      image: String(repeating: "i", count: 2_048), collaboration: CollaborationID(.max),
      databases: Array(repeating: String(repeating: "é", count: 512), count: 128))
    let parties = try Parties()
    let envelope = try parties.input([1], context: context)
    #expect(try parties.read(envelope, context: context) == [1])
  }

  @Test("a chunk size beyond its bounds is refused", arguments: [0, -1, size - 1, (1 << 20) + 1])
  func chunkSize(size: Int) throws {
    let parties = try Parties()
    let error = try refusal {
      _ = try EnvelopeSealer(
        .input, from: parties.client, to: [parties.node.party], nonce: TaskNonce(), created: Parties.now,
        chunkSize: size)
    }
    #expect(error.code == .envelopeSettings)
  }

  @Test(
    "a moment that is no date is refused",
    arguments: [Int64.min, .max, -62_135_596_800_000_001, 253_402_300_800_000_000])
  func moment(microseconds: Int64) throws {
    let parties = try Parties()
    let error = try refusal {
      _ = try EnvelopeSealer(
        .input, from: parties.client, to: [parties.node.party], nonce: TaskNonce(),
        created: Timestamp(microseconds: microseconds))
    }
    #expect(error.code == .envelopeSettings)
  }

  @Test("an envelope ends once")
  func once() throws {
    var sealer = try Parties().sealer()
    _ = try sealer.finish()
    #expect(try refusal { _ = try sealer.finish() }.code == .envelopeFinished)
    #expect(try refusal { _ = try sealer.update([1]) }.code == .envelopeFinished)
  }

  @Test("no key and no secret is printed with a sealer's parts")
  func hidden() throws {
    let parties = try Parties()
    let secret = parties.client.key.pem.split(separator: "\n")[3]
    #expect(!"\(parties.client)".contains(secret))
    #expect(!String(reflecting: parties.client).contains(secret))
  }
}
