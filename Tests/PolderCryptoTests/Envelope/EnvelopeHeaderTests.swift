import PolderCore
import Testing

@testable import PolderCrypto

struct EnvelopeHeaderTests {
  let parties: Parties

  init() throws { parties = try Parties() }

  func header(
    _ kind: EnvelopeKind = .input, proof: EnvelopeProof = .everyone, context: EnvelopeContext = .unbound,
    recipients: [(Int64, Int)] = [(2, 256)]
  ) -> EnvelopeHeader {
    let fingerprint = parties.client.key.publicKey.fingerprint
    return EnvelopeHeader(
      kind: kind, proof: proof, created: Parties.now, nonce: TaskNonce(), sender: OrganizationID(1),
      senderFingerprint: fingerprint, context: context,
      recipients: recipients.map {
        EnvelopeRecipient(
          organization: OrganizationID($0.0), fingerprint: fingerprint, wrapped: RandomBytes.make($0.1))
      }, chunkSize: 64 << 10, prefix: RandomBytes.make(7), commitment: RandomBytes.make(32))
  }

  /// Every kind of context, and recipients from one to the most, with wrapped keys from none to the longest.
  func samples() -> [EnvelopeHeader] {
    let contexts = [
      EnvelopeContext.unbound, EnvelopeContext(image: ""), EnvelopeContext(image: "é✓"),
      EnvelopeContext(collaboration: CollaborationID(-1)), EnvelopeContext(databases: []),
      EnvelopeContext(databases: ["", "a\nb"]),
      EnvelopeContext(image: "i", collaboration: CollaborationID(7), databases: ["default"]),
    ]
    return contexts.map { header(context: $0) } + [
      header(.result, proof: .recipient), header(recipients: [(-5, 0), (0, 1_024), (.max, 1)]),
      header(recipients: (0..<1_024).map { ($0, 256) }),
    ]
  }

  @Test("a header reads back as it was written")
  func roundTrip() throws {
    for header in samples() {
      let read = try EnvelopeHeader(parsing: header.bytes.dropFirst(EnvelopeForm.preambleLength))
      #expect(read == header)
      #expect(read.bytes == header.bytes)
    }
  }

  @Test("the preamble tells how long the header is, as the document lays it out")
  func layout() {
    let header = header(context: EnvelopeContext(collaboration: CollaborationID(258)))
    let bytes = header.bytes
    #expect(Array(bytes[..<10]) == EnvelopeForm.magic + [0, 1])
    #expect(
      Array(bytes[10..<14]) == [0, 0, UInt8((bytes.count - 14) >> 8), UInt8(truncatingIfNeeded: bytes.count - 14)])
    #expect(Array(bytes[14..<16]) == [1, 1])
    #expect(Array(bytes[24..<56]) == header.nonce.bytes)
    #expect(Array(bytes[56..<64]) == [0, 0, 0, 0, 0, 0, 0, 1])
    #expect(Array(bytes[64..<96]) == header.senderFingerprint.digest)
    #expect(Array(bytes[96..<100]) == [0, 1, 0, 0])
    #expect(Array(bytes[100..<107]) == header.prefix)
    #expect(Array(bytes[107..<139]) == header.commitment)
    #expect(Array(bytes[139..<148]) == [2, 0, 0, 0, 0, 0, 0, 1, 2])
    #expect(Array(bytes[148..<150]) == [0, 1])
    #expect(bytes.count == 150 + 8 + 32 + 2 + 256)
  }

  @Test("a header that is cut anywhere, or goes on, is none")
  func cut() throws {
    let bytes = Array(
      header(context: EnvelopeContext(image: "i", collaboration: CollaborationID(7), databases: ["a", "b"])).bytes
        .dropFirst(EnvelopeForm.preambleLength))
    _ = try EnvelopeHeader(parsing: bytes)
    for count in 0..<bytes.count {
      #expect(try refusal { _ = try EnvelopeHeader(parsing: bytes.prefix(count)) }.code == .envelopeMalformed)
    }
    #expect(try refusal { _ = try EnvelopeHeader(parsing: bytes + [0]) }.code == .envelopeMalformed)
  }

  @Test("whatever is read as a header is written in the same bytes: there is one way to write it")
  func canonical() throws {
    var generator = SystemRandomNumberGenerator()
    var read = 0
    for sample in samples().prefix(9) {
      let bytes = Array(sample.bytes.dropFirst(EnvelopeForm.preambleLength))
      for _ in 0..<200 {
        var changed = bytes
        for _ in 0..<Int.random(in: 1...3, using: &generator) {
          changed[Int.random(in: changed.indices, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
        }
        let header: EnvelopeHeader
        do throws(PolderError) {
          header = try EnvelopeHeader(parsing: changed)
        } catch {
          #expect(error.code == .envelopeMalformed)
          continue
        }
        read += 1
        #expect(Array(header.bytes.dropFirst(EnvelopeForm.preambleLength)) == changed)
      }
    }
    // Most changes fall into keys and nonces, which can be anything.
    #expect(read > 100)
  }

  @Test("counts that promise more than there is are not believed")
  func promises() throws {
    let bytes = header().bytes.dropFirst(EnvelopeForm.preambleLength)
    // The parts of the context stand behind 125 bytes; each of these promises what does not follow.
    let start = Array(bytes.prefix(125))
    for rest in [
      [1, 0xFF, 0xFF], [1, 8, 0], [4, 0xFF, 0xFF], [4, 0, 128], [4, 0, 1, 4, 0], [0, 0xFF, 0xFF], [0, 4, 0], [0, 4, 1],
      [0, 0, 0], [8], [0xFF],
    ] as [[UInt8]] {
      let error = try refusal { _ = try EnvelopeHeader(parsing: start + rest) }
      #expect(error.code == .envelopeMalformed, "\(rest)")
    }
    #expect(Array(bytes.dropFirst(125).prefix(3)) == [0, 0, 1])
  }

  @Test("a text that is no UTF-8 is none")
  func encoding() throws {
    var bytes = Array(header(context: EnvelopeContext(image: "image")).bytes.dropFirst(EnvelopeForm.preambleLength))
    bytes[125 + 1 + 2] = 0xFF
    #expect(try refusal { _ = try EnvelopeHeader(parsing: bytes) }.message.contains("UTF-8"))
  }
}
