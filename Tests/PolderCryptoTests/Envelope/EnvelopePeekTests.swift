import PolderCore
import Testing

@testable import PolderCrypto

@Suite("a look at the header of an envelope")
struct EnvelopePeekTests {
  private let parties: Parties

  init() throws { parties = try Parties() }

  @Test("it says what the opener finds, and how many bytes it needs")
  func same() throws {
    let nonce = TaskNonce()
    let envelope = try parties.input([1, 2, 3], nonce: nonce)
    #expect(try EnvelopeHeader.length(of: Array(envelope.prefix(13))) == nil)
    let length = try #require(try EnvelopeHeader.length(of: Array(envelope.prefix(14))))
    #expect(length == Parties.chunks(of: envelope).records[0].lowerBound)
    let header = try EnvelopeHeader.peek(at: envelope)
    #expect(header.nonce == nonce)
    #expect(header.sender == parties.client.organization)
    #expect(
      try refusal { _ = try EnvelopeHeader.peek(at: Array(envelope.prefix(length - 1))) }.code == .envelopeTruncated)
  }

  @Test("what is none, or claims too much, is refused as by the opener")
  func refused() throws {
    var envelope = try parties.input([1])
    #expect(try refusal { _ = try EnvelopeHeader.peek(at: Array(repeating: 7, count: 20)) }.code == .envelopeMalformed)
    envelope[9] = 9
    #expect(try refusal { _ = try EnvelopeHeader.peek(at: envelope) }.code == .envelopeVersion)
    envelope[9] = 1
    envelope[10] = 0xFF
    #expect(try refusal { _ = try EnvelopeHeader.peek(at: envelope) }.code == .envelopeTooLarge)
  }

  @Test("a ledger that is kept in rows goes on as it was")
  func records() throws {
    let header = try EnvelopeHeader.peek(at: try parties.input([1]))
    var ledger = NonceLedger()
    try ledger.admit(header, for: RunID(1), now: Parties.now)
    let sender = header.sender
    var again = NonceLedger(
      floors: [sender: ledger.floor(of: sender)], records: Array(ledger.records(of: sender)), of: sender)
    #expect(again == ledger)
    #expect(try refusal { try again.admit(header, for: RunID(2), now: Parties.now) }.code == .envelopeReplayed)
  }
}
