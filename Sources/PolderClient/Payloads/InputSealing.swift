import PolderCore
import PolderCrypto

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// How the inputs of one task are sealed.
enum InputSealing: Sendable {
  /// As base64, which everybody reads.
  case plain
  /// In the format of the Python client, for the keys of organizations.
  case hybrid([OrganizationID: PublicKey])
  /// In an envelope for all.
  case envelope(EnvelopeSender, [EnvelopeParty], TaskNonce, EnvelopeContext)

  /// How many inputs are sealed at the same time.
  static var width: Int { max(2, ProcessInfo.processInfo.activeProcessorCount) }

  /// What has to be remembered of it; nil when nothing is encrypted.
  var sent: SentTask? {
    switch self {
    case .plain: nil
    case .hybrid(let keys): SentTask(nonce: nil, to: keys.map { EnvelopeParty(organization: $0, key: $1) })
    case .envelope(_, let parties, let nonce, _): SentTask(nonce: nonce, to: parties)
    }
  }

  /// What seals the input of an organization piece by piece.
  func sealer(for organization: OrganizationID) throws -> any ByteFilter {
    switch self {
    case .plain: UnencryptedSealer()
    case .hybrid(let keys): try HybridSealer(for: try Self.key(of: organization, in: keys))
    case .envelope(let sender, let parties, let nonce, let context):
      try EnvelopeSealer(.input, from: sender, to: parties, nonce: nonce, created: Session.now(), context: context)
    }
  }

  /// The texts for organizations, in their order.
  func texts(of bytes: [UInt8], for organizations: [OrganizationID]) async throws -> [String] {
    switch self {
    case .plain: return Array(repeating: UnencryptedText.seal(bytes), count: organizations.count)
    case .hybrid(let keys):
      return try await organizations.map(atOnce: Self.width) { organization in
        try HybridText.seal(bytes, for: try Self.key(of: organization, in: keys))
      }
    case .envelope(let sender, let parties, let nonce, let context):
      let text = try Envelope.seal(
        bytes, .input, from: sender, to: parties, nonce: nonce, created: Session.now(), context: context)
      return Array(repeating: text, count: organizations.count)
    }
  }

  private static func key(
    of organization: OrganizationID, in keys: [OrganizationID: PublicKey]
  ) throws(PolderError) -> PublicKey {
    guard let key = keys[organization] else {
      throw PolderError("client-no-key", "The organization's key is not known.", object: "organization \(organization)")
    }
    return key
  }
}
