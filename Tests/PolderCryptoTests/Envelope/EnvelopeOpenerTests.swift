import PolderCore
import Testing

@testable import PolderCrypto

struct EnvelopeOpenerTests {
  static let size = 64 << 10

  @Test("the header is known as soon as it fits, and plaintext comes chunk by chunk")
  func stepwise() throws {
    let parties = try Parties()
    let envelope = try parties.input(EnvelopeSealerTests.bytes(2 * Self.size + 9))
    let (records, trailer) = Parties.chunks(of: envelope)
    var opener = EnvelopeOpener(as: parties.node, expecting: parties.expectation())
    let start = records[0].lowerBound
    #expect(try opener.update(Array(envelope[..<(start - 1)])).isEmpty)
    #expect(opener.header == nil)
    #expect(try opener.update([envelope[start - 1]]).isEmpty)
    #expect(opener.header?.sender == parties.client.organization)
    #expect(opener.header?.senderFingerprint == parties.client.key.publicKey.fingerprint)
    var counts: [Int] = []
    for record in records {
      counts.append(try opener.update(Array(envelope[record.dropLast()])).count)
      counts.append(try opener.update([envelope[record.upperBound - 1]]).count)
    }
    #expect(counts == [0, Self.size, 0, Self.size, 0, 9])
    #expect(try opener.update(Array(envelope[trailer...])).isEmpty)
    #expect(try opener.finish().isEmpty)
  }

  @Test("an envelope that is cut anywhere is never taken for whole")
  func truncated() throws {
    let parties = try Parties()
    let envelope = try parties.input([1, 2, 3])
    for count in 0..<envelope.count {
      let error = try refusal { _ = try parties.read(Array(envelope.prefix(count))) }
      #expect(error.code == .envelopeTruncated, "\(count)")
    }
  }

  @Test("cut between chunks, it is not whole either")
  func truncatedBetweenChunks() throws {
    let parties = try Parties()
    let envelope = try parties.input(EnvelopeSealerTests.bytes(3 * Self.size))
    let (records, trailer) = Parties.chunks(of: envelope)
    for end in records.map(\.upperBound) + [trailer + 2] {
      #expect(try refusal { _ = try parties.read(Array(envelope[..<end])) }.code == .envelopeTruncated)
    }
  }

  @Test("after an error nothing more is given, and finish does not heal it")
  func afterError() throws {
    let parties = try Parties()
    var envelope = try parties.input(EnvelopeSealerTests.bytes(2 * Self.size + 9))
    let (records, _) = Parties.chunks(of: envelope)
    envelope[records[1].lowerBound + 100] ^= 1
    var opener = EnvelopeOpener(as: parties.node, expecting: parties.expectation())
    let good = try opener.update(Array(envelope[..<records[0].upperBound]))
    #expect(good.count == Self.size)
    #expect(try refusal { _ = try opener.update(Array(envelope[records[1]])) }.code == .envelopeAltered)
    #expect(try refusal { _ = try opener.update(Array(envelope[records[2].lowerBound...])) }.code == .envelopeFinished)
    #expect(try refusal { _ = try opener.finish() }.code == .envelopeFinished)
  }

  @Test("what does not begin like an envelope is refused at its first byte")
  func firstByte() throws {
    let parties = try Parties()
    for byte in [0x00, 0x41, 0x88, 0xFF] as [UInt8] {
      var opener = EnvelopeOpener(as: parties.node, expecting: parties.expectation())
      #expect(try refusal { _ = try opener.update([byte]) }.code == .envelopeMalformed)
    }
  }

  @Test("a finished opener stays finished")
  func once() throws {
    let parties = try Parties()
    var opener = EnvelopeOpener(as: parties.node, expecting: parties.expectation())
    _ = try opener.update(parties.input([1]))
    _ = try opener.finish()
    #expect(try refusal { _ = try opener.finish() }.code == .envelopeFinished)
    #expect(try refusal { _ = try opener.update([]) }.code == .envelopeFinished)
  }

  @Test("nothing is kept of what was given: the rest after each piece is less than a chunk")
  func memory() throws {
    var buffer = EnvelopeBuffer()
    buffer.add(Array(repeating: 1, count: 1 << 20))
    _ = buffer.take(1 << 19)
    _ = buffer.take((1 << 19) - 5)
    buffer.settle()
    #expect(buffer.count == 5)
    buffer.add([2, 3])
    #expect(buffer.start(7) == [1, 1, 1, 1, 1, 2, 3])
    #expect(buffer.start(9) == [1, 1, 1, 1, 1, 2, 3])
    #expect(Array(buffer.take(3)) == [1, 1, 1])
    #expect(Array(buffer.take(3)) == [1, 1, 2])
    #expect(Array(buffer.take(1)) == [3])
    #expect(buffer.count == 0)
  }
}
