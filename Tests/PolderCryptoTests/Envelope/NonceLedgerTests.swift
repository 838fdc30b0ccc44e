import PolderCore
import Testing

@testable import PolderCrypto

struct NonceLedgerTests {
  static let now = Parties.now
  let parties: Parties

  init() throws { parties = try Parties() }

  func header(_ created: Timestamp = now, from sender: Int64 = 1, nonce: TaskNonce = TaskNonce()) throws
    -> EnvelopeHeader
  {
    let fingerprint = parties.client.key.publicKey.fingerprint
    return EnvelopeHeader(
      kind: .input, proof: .everyone, created: created, nonce: nonce, sender: OrganizationID(sender),
      senderFingerprint: fingerprint, context: .unbound, recipients: [], chunkSize: 1 << 16, prefix: [], commitment: [])
  }

  @Test("an input runs once: again for its run, never for another")
  func replay() throws {
    var ledger = NonceLedger()
    let header = try header()
    try ledger.admit(header, for: RunID(5), now: Self.now)
    try ledger.admit(header, for: RunID(5), now: Self.now + .seconds(3_600))
    let error = try refusal { try ledger.admit(header, for: RunID(6), now: Self.now) }
    #expect(error.code == .envelopeReplayed)
    #expect(error.message.contains("run 5"))
    #expect(error.object == "run 6")
    #expect(ledger.count == 1)
    // Another task, and the same nonce by another sender, are others.
    try ledger.admit(self.header(), for: RunID(6), now: Self.now)
    try ledger.admit(self.header(from: 2, nonce: header.nonce), for: RunID(7), now: Self.now)
    #expect(ledger.count == 3)
  }

  @Test("a replay is told after an input was opened twice from the same bytes")
  func fromEnvelope() throws {
    let envelope = try parties.input([1])
    var ledger = NonceLedger()
    for (run, isGood) in [(1, true), (2, false)] as [(Int64, Bool)] {
      var opener = EnvelopeOpener(as: parties.node, expecting: parties.expectation())
      _ = try opener.update(envelope)
      _ = try opener.finish()
      let header = try #require(opener.header)
      if isGood {
        try ledger.admit(header, for: RunID(run), now: Self.now)
      } else {
        #expect(try refusal { try ledger.admit(header, for: RunID(run), now: Self.now) }.code == .envelopeReplayed)
      }
    }
  }

  @Test("what is older than the window is refused, for it could have come before")
  func tooOld() throws {
    var ledger = NonceLedger()
    try ledger.admit(header(Self.now - NonceLedger.window), for: RunID(1), now: Self.now)
    let error = try refusal {
      try ledger.admit(header(Self.now - NonceLedger.window - .seconds(1)), for: RunID(2), now: Self.now)
    }
    #expect(error.code == .envelopeTooOld)
  }

  @Test("a clock that is ahead by less than the tolerance is good, by more is told")
  func early() throws {
    var ledger = NonceLedger()
    try ledger.admit(header(Self.now + NonceLedger.tolerance), for: RunID(1), now: Self.now)
    let error = try refusal {
      try ledger.admit(header(Self.now + NonceLedger.tolerance + .seconds(1)), for: RunID(2), now: Self.now)
    }
    #expect(error.code == .envelopeEarly)
    #expect(ledger.count == 1)
  }

  @Test("a moment at the end of all time is early, and one at its start old, without a trap")
  func extremes() throws {
    var ledger = NonceLedger()
    let late = try refusal {
      try ledger.admit(header(EnvelopeForm.moments.upperBound), for: RunID(1), now: Self.now)
    }
    #expect(late.code == .envelopeEarly)
    let old = try refusal { try ledger.admit(header(EnvelopeForm.moments.lowerBound), for: RunID(1), now: Self.now) }
    #expect(old.code == .envelopeTooOld)
  }

  @Test("what was forgotten for its age does not come back when the clock is set back")
  func clockSetBack() throws {
    var ledger = NonceLedger()
    let first = try header()
    try ledger.admit(first, for: RunID(1), now: Self.now)
    let later = Self.now + NonceLedger.window + .seconds(10)
    try ledger.admit(header(later), for: RunID(2), now: later)
    #expect(ledger.count == 1)
    #expect(try refusal { try ledger.admit(first, for: RunID(3), now: Self.now) }.code == .envelopeTooOld)
  }

  @Test("a full ledger that is too old as a whole goes in one step, and leaves its youngest as the floor")
  func oldAtOnce() throws {
    var ledger = NonceLedger()
    let headers = try (0..<NonceLedger.limit).map { try header(Self.now + .microseconds($0)) }
    let entries = headers.map { ($0.nonce, NonceLedger.Entry(run: RunID(1), created: $0.created)) }
    ledger.senders[OrganizationID(1)] = NonceLedger.Sender(entries: Dictionary(uniqueKeysWithValues: entries))
    #expect(ledger.count == NonceLedger.limit)
    let later = Self.now + NonceLedger.window + .seconds(1)
    let start = ContinuousClock.now
    try ledger.admit(header(later), for: RunID(-1), now: later)
    // One look at each entry takes milliseconds; one for each pair of them would take many seconds.
    #expect(start.duration(to: .now) < .seconds(2))
    #expect(ledger.count == 1)
    #expect(ledger.senders[OrganizationID(1)]?.floor == headers.last?.created)
    for header in [headers[0], headers[NonceLedger.limit - 1]] {
      #expect(try refusal { try ledger.admit(header, for: RunID(-2), now: Self.now) }.code == .envelopeTooOld)
    }
  }

  @Test("beyond its bound the oldest are forgotten, and refused from then on")
  func bounded() throws {
    var ledger = NonceLedger(limit: 3)
    var headers: [EnvelopeHeader] = []
    for second in 0..<5 {
      headers.append(try header(Self.now + .seconds(second)))
      try ledger.admit(headers[second], for: RunID(Int64(second)), now: Self.now + .seconds(second))
      #expect(ledger.count == min(second + 1, 3))
    }
    for (index, code) in [(0, PolderError.Code.envelopeTooOld), (1, .envelopeTooOld), (2, .envelopeReplayed)] {
      #expect(try refusal { try ledger.admit(headers[index], for: RunID(99), now: Self.now) }.code == code)
    }
    // The flood of one sender takes nothing from another.
    try ledger.admit(header(from: 2), for: RunID(100), now: Self.now)
    #expect(ledger.count == 4)
  }

  @Test("no more senders are remembered than there may be")
  func senders() throws {
    var ledger = NonceLedger()
    for sender in 1...NonceLedger.maximumSenders {
      try ledger.admit(header(from: Int64(sender)), for: RunID(1), now: Self.now)
    }
    #expect(
      try refusal { try ledger.admit(header(from: -1), for: RunID(1), now: Self.now) }.code == .envelopeLedgerFull)
    try ledger.admit(header(from: 1), for: RunID(2), now: Self.now)
  }

  @Test("a ledger that was written and read again remembers the same")
  func codable() throws {
    var ledger = NonceLedger()
    let header = try header()
    try ledger.admit(header, for: RunID(1), now: Self.now)
    let later = Self.now + NonceLedger.window + .seconds(10)
    try ledger.admit(self.header(later, from: 2), for: RunID(2), now: later)
    try ledger.admit(self.header(later), for: RunID(3), now: later)
    let json = try JSONValueEncoder.value(of: ledger)
    let read = try JSONValueDecoder.decode(NonceLedger.self, from: json)
    #expect(read == ledger)
    var copy = read
    #expect(try refusal { try copy.admit(header, for: RunID(9), now: Self.now) }.code == .envelopeTooOld)
    #expect(throws: (any Error).self) {
      try JSONValueDecoder.decode(NonceLedger.self, from: ["version": 2, "senders": []])
    }
  }
}
