public import PolderCore

/// The key that is known to be an organization's, whatever the server says.
public struct PinnedKey: Codable, Sendable, Hashable {
  /// The organization.
  public let organization: OrganizationID
  /// Its public key.
  public let key: PublicKey
  /// When the key was seen first.
  public let firstSeen: Timestamp
  /// Whether a person compared the fingerprint with one that came from the organization itself, not over the server.
  public let isConfirmed: Bool
  /// Whether the organization reads envelopes and answers with them, by its own word or by that of a person here.
  public let acceptsEnvelopes: Bool

  /// The key of an organization.
  /// - Parameters:
  ///   - organization: the organization
  ///   - key: its public key
  ///   - firstSeen: when the key was seen first
  ///   - isConfirmed: whether a person compared its fingerprint
  ///   - acceptsEnvelopes: whether the organization reads envelopes
  public init(
    organization: OrganizationID, key: PublicKey, firstSeen: Timestamp, isConfirmed: Bool = false,
    acceptsEnvelopes: Bool = false
  ) {
    self.organization = organization
    self.key = key
    self.firstSeen = firstSeen
    self.isConfirmed = isConfirmed
    self.acceptsEnvelopes = acceptsEnvelopes
  }

  /// The fingerprint of the key.
  public var fingerprint: KeyFingerprint { key.fingerprint }

  func with(isConfirmed: Bool? = nil, acceptsEnvelopes: Bool? = nil) -> PinnedKey {
    PinnedKey(
      organization: organization, key: key, firstSeen: firstSeen, isConfirmed: isConfirmed ?? self.isConfirmed,
      acceptsEnvelopes: acceptsEnvelopes ?? self.acceptsEnvelopes)
  }

  private enum CodingKeys: String, CodingKey {
    case organization
    case key
    case firstSeen = "first_seen"
    case isConfirmed = "confirmed"
    case acceptsEnvelopes = "accepts_envelopes"
  }
}
