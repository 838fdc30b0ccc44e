import PolderCore
import Testing

@testable import PolderCrypto

/// Organizations with keys of 2,048 bits, made once for all tests: two that work together, a third, and one that is the
/// server's own invention.
struct Parties {
  let client: EnvelopeSender
  let node: EnvelopeSender
  let third: EnvelopeSender
  let server: EnvelopeSender

  private static let made = Result { try (1...4).map { _ in try PrivateKey.generate(bits: 2048) } }
  static let now = Timestamp(seconds: 1_750_000_000)

  init() throws {
    let keys = try Self.made.get()
    client = EnvelopeSender(organization: OrganizationID(1), key: keys[0])
    node = EnvelopeSender(organization: OrganizationID(2), key: keys[1])
    third = EnvelopeSender(organization: OrganizationID(3), key: keys[2])
    // It takes the client's place, with a key of its own.
    server = EnvelopeSender(organization: OrganizationID(1), key: keys[3])
  }

  func sealer(
    _ kind: EnvelopeKind = .input, from sender: EnvelopeSender? = nil, to recipients: [EnvelopeSender]? = nil,
    nonce: TaskNonce = TaskNonce(), context: EnvelopeContext = .unbound, proof: EnvelopeProof = .everyone
  ) throws -> EnvelopeSealer {
    try EnvelopeSealer(
      kind, from: sender ?? client, to: (recipients ?? [node]).map(\.party), nonce: nonce, created: Self.now,
      context: context, proof: proof, chunkSize: 64 << 10)
  }

  /// An input of the client for the node.
  func input(
    _ plaintext: [UInt8], nonce: TaskNonce = TaskNonce(), context: EnvelopeContext = .unbound,
    proof: EnvelopeProof = .everyone
  ) throws -> [UInt8] {
    var sealer = try sealer(nonce: nonce, context: context, proof: proof)
    return try sealer.update(plaintext) + sealer.finish()
  }

  /// What the node expects of an input.
  func expectation(_ kind: EnvelopeKind = .input, context: EnvelopeContext? = nil) -> EnvelopeExpectation {
    EnvelopeExpectation(kind, from: client.party, context: context)
  }

  /// What the node reads.
  func read(_ envelope: [UInt8], context: EnvelopeContext? = nil) throws -> [UInt8] {
    var opener = EnvelopeOpener(as: node, expecting: expectation(context: context))
    return try opener.update(envelope) + opener.finish()
  }

  /// Where the chunks of an envelope are, and where its signature begins.
  static func chunks(of envelope: [UInt8]) -> (records: [Range<Int>], trailer: Int) {
    var position = 14 + envelope[10..<14].reduce(0) { $0 << 8 | Int($1) }
    var records: [Range<Int>] = []
    while true {
      let word = envelope[position..<position + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      let end = position + 20 + Int(word & 0x7FFF_FFFF)
      records.append(position..<end)
      position = end
      if word >> 31 == 1 { return (records, position) }
    }
  }
}
