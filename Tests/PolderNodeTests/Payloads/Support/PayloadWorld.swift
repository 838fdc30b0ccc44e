import Logging
import PolderCore
import PolderCrypto
import PolderTransport
import Synchronization

@testable import PolderNode

/// A node of organization 2 in an encrypted collaboration, with organization 4 that asks and 5 that asks as well, and a
/// server that has a key of its own.
final class PayloadWorld: Sendable {
  static let sender = OrganizationID(4)
  static let own = OrganizationID(2)
  static let third = OrganizationID(5)
  static let plaintext = Array(#"{"method":"mean","kwargs":{"column":"age"}}"#.utf8)

  private static let made = Result { try (1...4).map { _ in try PrivateKey.generate(bits: 2048) } }

  let place: TemporaryFolder
  let server = PayloadServer()
  let node: EnvelopeSender
  let client: EnvelopeSender
  let third: EnvelopeSender
  /// Organization 4 with a key that the server made.
  let forger: EnvelopeSender

  init() throws {
    let keys = try Self.made.get()
    place = try TemporaryFolder()
    node = EnvelopeSender(organization: Self.own, key: keys[0])
    client = EnvelopeSender(organization: Self.sender, key: keys[1])
    third = EnvelopeSender(organization: Self.third, key: keys[2])
    forger = EnvelopeSender(organization: Self.sender, key: keys[3])
    server.update { state in
      for party in [node, client, third] {
        state.keys[party.organization.rawValue] = party.key.publicKey.encoded
      }
    }
  }

  var data: String { place.path + "/data" }

  func journal() async throws -> NodeJournal { try await NodeJournal(folder: data, now: { noon }) }

  /// The node's keys; the client's and the third organization's are pinned unless told otherwise.
  func keys(
    rule: EncryptionRule = .compatible, pinned: Bool = true, envelopes: Bool = false, overwrites: Bool = false
  ) throws -> NodeKeys {
    let pins = KeyPinFile.inMemory()
    try pins.update { (pins) throws(PolderError) in
      for party in pinned ? [client, third] : [] {
        try pins.replace(
          party.organization, with: party.key.publicKey, now: noon, isConfirmed: true, acceptsEnvelopes: envelopes)
      }
    }
    return NodeKeys(key: node.key, pins: pins, rule: rule, overwrites: overwrites)
  }

  /// What opens and seals; without keys the collaboration is not encrypted.
  func payloads(
    _ keys: NodeKeys?, _ journal: NodeJournal, limits: PayloadLimits = PayloadLimits(), now: Timestamp = noon
  ) -> RunPayloads {
    RunPayloads(
      keys: keys, server: ServerLink(channel: server, tokens: FixedToken("node"), retries: .never), journal: journal,
      folders: NodeFolders(root: data), address: "http://a/api",
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, now: { now }, limits: limits)
  }

  /// An input of the client in an envelope.
  func envelope(
    from sender: EnvelopeSender? = nil, to recipient: EnvelopeSender? = nil, kind: EnvelopeKind = .input,
    nonce: TaskNonce = TaskNonce(), context: EnvelopeContext? = nil, _ plaintext: [UInt8] = PayloadWorld.plaintext,
    created: Timestamp = noon
  ) throws -> String {
    try Envelope.seal(
      plaintext, kind, from: sender ?? client, to: [(recipient ?? node).party], nonce: nonce, created: created,
      context: context ?? RunPayloads.context(of: .sample()))
  }

  /// The same bytes as a blob.
  func blob(_ filter: any ByteFilter, _ plaintext: [UInt8] = PayloadWorld.plaintext) throws -> String {
    var filter = filter
    let bytes = try filter.update(plaintext)
    return server.keep(bytes + (try filter.finish()))
  }
}
