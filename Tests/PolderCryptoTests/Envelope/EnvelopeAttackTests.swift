import PolderCore
import Testing

@testable import PolderCrypto

/// What a server, or whoever can write there, may try.
struct EnvelopeAttackTests {
  static let size = 64 << 10
  let parties: Parties

  init() throws { parties = try Parties() }

  @Test("no byte of an envelope can be altered", arguments: EnvelopeProof.allCases)
  func altered(proof: EnvelopeProof) throws {
    let context = EnvelopeContext(image: "image", collaboration: CollaborationID(4), databases: ["default"])
    let envelope = try parties.input([1, 2, 3], context: context, proof: proof)
    for index in envelope.indices {
      var altered = envelope
      altered[index] ^= 1 << UInt8(index % 8)
      let error = try refusal { _ = try parties.read(altered) }
      #expect(error.code.rawValue.hasPrefix("envelope-"), "byte \(index)")
    }
  }

  @Test("chunks can not be swapped, repeated, left out or taken from elsewhere", arguments: EnvelopeProof.allCases)
  func moved(proof: EnvelopeProof) throws {
    let nonce = TaskNonce()
    let one = try parties.input(EnvelopeSealerTests.bytes(4 * Self.size), nonce: nonce, proof: proof)
    let other = try parties.input(EnvelopeSealerTests.bytes(4 * Self.size), nonce: nonce, proof: proof)
    let (records, trailer) = Parties.chunks(of: one)
    let head = Array(one[..<records[0].lowerBound])
    let chunks = records.map { Array(one[$0]) }
    let foreign = Array(other[Parties.chunks(of: other).records[1]])
    let orders = [
      [chunks[1], chunks[0], chunks[2], chunks[3]], [chunks[0], chunks[0], chunks[1], chunks[2], chunks[3]],
      [chunks[0], chunks[2], chunks[3]], [chunks[3]], [chunks[0], foreign, chunks[2], chunks[3]],
    ]
    for order in orders {
      let error = try refusal { _ = try parties.read(head + order.joined() + one[trailer...]) }
      #expect(error.code == .envelopeAltered)
    }
  }

  @Test("an earlier chunk can not be made the last, nor the last an earlier one")
  func flag() throws {
    let envelope = try parties.input(EnvelopeSealerTests.bytes(3 * Self.size))
    let (records, trailer) = Parties.chunks(of: envelope)
    var shortened = Array(envelope[..<records[0].upperBound]) + envelope[trailer...]
    shortened[records[0].lowerBound] |= 0x80
    #expect(try refusal { _ = try parties.read(shortened) }.code == .envelopeAltered)
    var open = envelope
    open[records[2].lowerBound] &= 0x7F
    // The signature is read as the next chunk then, and claims too much.
    #expect(try refusal { _ = try parties.read(open) }.code == .envelopeTooLarge)
  }

  @Test("what the server seals itself is not the client's, whatever it writes into the header")
  func forged() throws {
    // With its own key, honestly named: the pinned key is another.
    var honest = try parties.sealer(from: parties.server)
    let named = try honest.update([1]) + honest.finish()
    #expect(try refusal { _ = try parties.read(named) }.code == .envelopeSenderKey)

    // The client's fingerprint, which everybody knows, over a signature by another key.
    let position = 14 + 1 + 1 + 8 + 32 + 8
    var lying = named
    lying.replaceSubrange(position..<position + 32, with: parties.client.key.publicKey.fingerprint.digest)
    #expect(try refusal { _ = try parties.read(lying) }.code == .envelopeAltered)

    // The same, but sealed for that header.
    let sealed = try forge(signer: parties.server.key)
    #expect(try refusal { _ = try parties.read(sealed) }.code == .envelopeForged)
    #expect(try parties.read(forge(signer: parties.client.key)) == [7])
  }

  /// An envelope in the name of the client, by whoever has the key.
  private func forge(signer: PrivateKey) throws -> [UInt8] {
    let secrets = EnvelopeSecrets.fresh()
    let keys = EnvelopeKeys(secret: secrets.secret)
    let wrapped = try parties.node.key.publicKey.wrap(secrets.secret)
    let header = EnvelopeHeader(
      kind: .input, proof: .everyone, created: Parties.now, nonce: TaskNonce(), sender: parties.client.organization,
      senderFingerprint: parties.client.key.publicKey.fingerprint, context: .unbound,
      recipients: [
        EnvelopeRecipient(
          organization: parties.node.organization, fingerprint: parties.node.key.publicKey.fingerprint,
          wrapped: wrapped)
      ], chunkSize: Self.size, prefix: secrets.prefix, commitment: keys.commitment)
    return try close(header, [7], keys, signer: signer)
  }

  private func close(
    _ header: EnvelopeHeader, _ plaintext: [UInt8], _ keys: EnvelopeKeys, signer: PrivateKey
  ) throws -> [UInt8] {
    let hash = EnvelopeForm.headerHash(header.bytes)
    let chunks = EnvelopeChunks(
      key: keys.content, prefix: header.prefix, headerHash: hash, size: header.chunkSize, proof: header.proof)
    let batch = try chunks.seal([plaintext[...]], from: 0, endsHere: true)
    var digest = EnvelopeDigest()
    digest.add(batch.leaves)
    var trailer = EnvelopeWriter()
    trailer.counted(try signer.sign(EnvelopeForm.signed(headerHash: hash, digest: digest.finish())))
    return header.bytes + batch.bytes + trailer.bytes
  }

  @Test("a recipient, who knows the key, can not change what another recipient reads")
  func insider() throws {
    var sealer = try parties.sealer(to: [parties.node, parties.third])
    let header = sealer.header
    let envelope = try sealer.update([1, 2, 3]) + sealer.finish()
    #expect(try parties.read(envelope) == [1, 2, 3])
    let entry = try #require(header.recipients.last)
    #expect(entry.organization == parties.third.organization)
    let keys = EnvelopeKeys(secret: try parties.third.key.unwrap(entry.wrapped))
    // Sealed with the true key under the true header, and the client's signature put behind it.
    let signature = envelope.suffix(256 + 2)
    let changed = try close(header, [9, 9, 9], keys, signer: parties.third.key).dropLast(256 + 2) + signature
    #expect(try refusal { _ = try parties.read(Array(changed)) }.code == .envelopeForged)
  }

  @Test("the digest before everyone tells chunks apart that have the same tag; the one before a recipient does not")
  func tags() {
    let one: [UInt8] = [0, 0, 0, 3, 1, 2, 3] + Array(repeating: 5, count: 16)
    let other: [UInt8] = [0, 0, 0, 3, 9, 9, 9] + Array(repeating: 5, count: 16)
    let longer: [UInt8] = [0, 0, 0, 4, 9, 9, 9, 9] + Array(repeating: 5, count: 16)
    func leaf(_ record: [UInt8], _ proof: EnvelopeProof) -> [UInt8] {
      var leaf = [UInt8](repeating: 0, count: 32)
      record.withUnsafeBytes { record in
        leaf.withUnsafeMutableBytes { EnvelopeDigest.hash(record, for: proof, to: $0) }
      }
      return leaf
    }
    #expect(leaf(one, .everyone) != leaf(other, .everyone))
    #expect(leaf(one, .recipient) == leaf(other, .recipient))
    #expect(leaf(other, .recipient) != leaf(longer, .recipient))
    #expect(leaf(one, .everyone) != leaf(one, .recipient))
  }

  @Test("a result of another task, or of another organization, is not taken for the one that was asked for")
  func swappedResults() throws {
    let (asked, other) = (TaskNonce(), TaskNonce())
    func result(of sender: EnvelopeSender, _ nonce: TaskNonce) throws -> [UInt8] {
      var sealer = try parties.sealer(.result, from: sender, to: [parties.client], nonce: nonce)
      return try sealer.update([1]) + sealer.finish()
    }
    func read(_ envelope: [UInt8]) throws -> [UInt8] {
      var opener = EnvelopeOpener(
        as: parties.client, expecting: EnvelopeExpectation(.result, from: parties.node.party, nonce: asked))
      return try opener.update(envelope) + opener.finish()
    }
    #expect(try read(result(of: parties.node, asked)) == [1])
    #expect(try refusal { _ = try read(result(of: parties.node, other)) }.code == .envelopeNonce)
    #expect(try refusal { _ = try read(result(of: parties.third, asked)) }.code == .envelopeSender)
    // The client's own input, shown to it as the result.
    var input = try parties.sealer(to: [parties.client, parties.node], nonce: asked)
    let reflected = try input.update([1]) + input.finish()
    #expect(try refusal { _ = try read(reflected) }.code == .envelopeKind)
  }

  @Test("an envelope for others, or for a former key, is told as such")
  func elsewhere() throws {
    var sealer = try parties.sealer(to: [parties.third])
    let foreign = try sealer.update([1]) + sealer.finish()
    #expect(try refusal { _ = try parties.read(foreign) }.code == .envelopeRecipient)
    let former = EnvelopeSender(organization: parties.node.organization, key: parties.third.key)
    var older = try parties.sealer(to: [former])
    let stale = try older.update([1]) + older.finish()
    let error = try refusal { _ = try parties.read(stale) }
    #expect(error.code == .envelopeRecipientKey)
    #expect(error.message.contains(former.key.publicKey.fingerprint.description))
    #expect(error.message.contains(parties.node.key.publicKey.fingerprint.description))
  }

  @Test("a wrapped key that was exchanged for one of the server's opens nothing")
  func exchangedKey() throws {
    let envelope = try parties.input([1])
    let start = Parties.chunks(of: envelope).records[0].lowerBound
    var exchanged = envelope
    exchanged.replaceSubrange(start - 256..<start, with: try parties.node.key.publicKey.wrap(RandomBytes.make(32)))
    #expect(try refusal { _ = try parties.read(exchanged) }.code == .envelopeKey)
  }

  @Test("what an expectation refuses gives no byte of plaintext")
  func nothingGiven() throws {
    let envelope = try parties.input(EnvelopeSealerTests.bytes(3 * Self.size))
    var opener = EnvelopeOpener(as: parties.node, expecting: parties.expectation(.result))
    var given = 0
    let error = try refusal {
      for byte in stride(from: 0, to: envelope.count, by: 1_000) {
        given += try opener.update(Array(envelope[byte..<min(byte + 1_000, envelope.count)])).count
      }
    }
    #expect(error.code == .envelopeKind)
    #expect(given == 0)
    #expect(opener.header == nil)
  }
}
