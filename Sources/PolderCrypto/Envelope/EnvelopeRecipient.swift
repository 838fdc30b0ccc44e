public import PolderCore

/// One of those who can open an envelope.
public struct EnvelopeRecipient: Sendable, Hashable {
  /// The organization.
  public let organization: OrganizationID
  /// Which of its keys opens the envelope.
  public let fingerprint: KeyFingerprint
  /// The secret of the envelope under that key.
  let wrapped: [UInt8]
}
