import Foundation
import PolderCore
import PolderCrypto

/// Two organizations with keys of their own: one seals, the other opens.
struct SealParties {
  private let sender: EnvelopeSender
  private let recipient: EnvelopeSender
  private let nonce = TaskNonce()

  /// Two organizations with new keys.
  init() throws {
    sender = EnvelopeSender(organization: OrganizationID(1), key: try PrivateKey.generate())
    recipient = EnvelopeSender(organization: OrganizationID(2), key: try PrivateKey.generate())
  }

  /// What seals a stream.
  func sealer(_ format: SealFormat) throws -> any ByteFilter {
    switch format {
    case .hybrid: try HybridSealer(for: recipient.key.publicKey)
    case .envelope:
      try EnvelopeSealer(.input, from: sender, to: [recipient.party], nonce: nonce, created: Self.now())
    }
  }

  /// What opens the stream again.
  func opener(_ format: SealFormat) -> any ByteFilter {
    switch format {
    case .hybrid: HybridOpener(with: recipient.key)
    case .envelope:
      EnvelopeOpener(
        as: recipient,
        expecting: EnvelopeExpectation(.input, from: sender.party, nonce: nonce))
    }
  }

  /// The moment by this machine's clock.
  static func now() -> Timestamp { Timestamp(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000)) }
}
