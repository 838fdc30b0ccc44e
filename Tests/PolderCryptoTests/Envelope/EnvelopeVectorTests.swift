import Crypto
import Foundation
import PolderCore
import Testing

@testable import PolderCrypto

struct EnvelopeVectorTests {
  @Test("every vector opens for each of its recipients, in pieces of any length", arguments: [7_919, 65_536, 1 << 20])
  func open(piece: Int) throws {
    let vectors = try EnvelopeVectors.load().envelopes
    #expect(vectors.count == 6)
    for vector in vectors {
      let plaintext = try vector.content()
      for recipient in vector.recipients {
        let own = try EnvelopeVectors.own(recipient.organization, recipient.key)
        let opened = try filter(
          vector.bytes(), in: piece, EnvelopeOpener(as: own, expecting: vector.expectation()))
        #expect(opened == plaintext, "\(vector.name)")
      }
    }
  }

  @Test("a small vector opens byte by byte and as text")
  func openSlowly() throws {
    let vector = try #require(EnvelopeVectors.load().envelopes.first { $0.plaintext_length < 100 })
    let recipient = try #require(vector.recipients.last)
    let own = try EnvelopeVectors.own(recipient.organization, recipient.key)
    let plaintext = try vector.content()
    let opened = try filter(vector.bytes(), in: 1, EnvelopeOpener(as: own, expecting: vector.expectation()))
    #expect(opened == plaintext)
    let text = try Envelope.text(of: vector.bytes())
    let result = try Envelope.open(text, as: own, expecting: vector.expectation())
    #expect(result.plaintext == plaintext)
    #expect(result.header.created.microseconds == vector.created_microseconds)
    #expect(result.header.nonce.description == vector.nonce)
    #expect(result.header.recipients.map(\.organization) == vector.recipients.map(\.organization))
    #expect(result.header.context == vector.bound())
    #expect(result.header.version == 1)
  }

  @Test("sealing with the randomness of a vector gives its bytes, but for the signature, which is good")
  func seal() throws {
    for vector in try EnvelopeVectors.load().envelopes {
      let wrapped = Dictionary(uniqueKeysWithValues: vector.recipients.map { ($0.organization, $0.wrapped) })
      let secrets = EnvelopeSecrets(
        secret: try Vectors.bytes(hex: vector.secret), prefix: try Vectors.bytes(hex: vector.prefix)
      ) { (_, party) throws(PolderError) in Base64.decode(wrapped[party.organization] ?? "") ?? [] }
      var parties: [EnvelopeParty] = []
      for recipient in vector.recipients {
        parties.append(try EnvelopeVectors.own(recipient.organization, recipient.key).party)
      }
      let sender = try vector.from()
      let proof: EnvelopeProof = try #require(EnvelopeProof(rawValue: vector.proof))
      var sealer = try EnvelopeSealer(
        #require(EnvelopeKind(rawValue: vector.kind)), from: sender, to: parties.reversed(),
        nonce: #require(TaskNonce(text: vector.nonce)), created: Timestamp(microseconds: vector.created_microseconds),
        context: vector.bound(), proof: proof, chunkSize: vector.chunk_size,
        secrets: secrets)
      let sealed = try sealer.update(vector.content()) + sealer.finish()
      let expected = try vector.bytes()
      let trailer = Parties.chunks(of: expected).trailer
      #expect(sealed.prefix(trailer) == expected.prefix(trailer), "\(vector.name)")
      #expect(sealed.count == expected.count, "\(vector.name)")
      let signed = EnvelopeForm.signed(
        headerHash: try Vectors.bytes(hex: vector.header_hash), digest: try Vectors.bytes(hex: vector.digest))
      let isGood = try sender.key.publicKey.verify(Array(sealed.dropFirst(trailer + 2)), of: signed)
      #expect(isGood, "\(vector.name)")
    }
  }

  @Test("the keys and hashes on the way are those of the vectors")
  func steps() throws {
    for vector in try EnvelopeVectors.load().envelopes {
      let keys = EnvelopeKeys(secret: try Vectors.bytes(hex: vector.secret))
      let content = keys.content.withUnsafeBytes { Array($0) }
      #expect(try content == Vectors.bytes(hex: vector.content_key))
      #expect(try keys.commitment == Vectors.bytes(hex: vector.commitment))
      let envelope = try vector.bytes()
      let (records, _) = Parties.chunks(of: envelope)
      let first = try #require(records.first)
      let hash = EnvelopeForm.headerHash(Array(envelope[..<first.lowerBound]))
      #expect(try hash == Vectors.bytes(hex: vector.header_hash))
      var digest = EnvelopeDigest()
      for record in records {
        var leaf = [UInt8](repeating: 0, count: 32)
        try envelope[record].withUnsafeBytes { record in
          try leaf.withUnsafeMutableBytes {
            EnvelopeDigest.hash(record, for: try #require(EnvelopeProof(rawValue: vector.proof)), to: $0)
          }
        }
        digest.add(leaf)
      }
      #expect(try digest.finish() == Vectors.bytes(hex: vector.digest))
    }
  }

  @Test("what breaks the rules is refused with its code, whole and in small pieces", arguments: [13, 4 << 20])
  func refuse(piece: Int) throws {
    let refused = try EnvelopeVectors.load().refused
    #expect(refused.cases.count == 37)
    let own = try EnvelopeVectors.own(refused.own.organization, refused.own.key)
    let sender = try EnvelopeVectors.own(refused.sender.organization, refused.sender.key).party
    let kind = try #require(EnvelopeKind(rawValue: refused.kind))
    for one in refused.cases {
      let opener = EnvelopeOpener(as: own, expecting: EnvelopeExpectation(kind, from: sender))
      let bytes = try #require(Base64.decode(one.envelope))
      let error = try refusal { _ = try filter(bytes, in: piece, opener) }
      #expect(error.code.rawValue == one.code, "\(one.name)")
      #expect(error.nextStep?.isEmpty == false, "\(one.name)")
    }
  }

  @Test("a database is named as the vectors have it, whatever the order of its parameters")
  func database() throws {
    let vector = try EnvelopeVectors.load().database
    let parameters = try #require(vector.parameters.object)
    #expect(EnvelopeContext.database(vector.label, parameters: parameters) == vector.name)
    var other = JSONObject()
    for key in parameters.keys.reversed() { other[key] = parameters[key] }
    #expect(EnvelopeContext.database(vector.label, parameters: other) == vector.name)
  }
}
