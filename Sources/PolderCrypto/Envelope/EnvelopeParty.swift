public import PolderCore

/// An organization with the key that is pinned for it.
public struct EnvelopeParty: Sendable, Hashable {
  /// The organization.
  public let organization: OrganizationID
  /// Its pinned key.
  public let key: PublicKey

  /// An organization with a key.
  public init(organization: OrganizationID, key: PublicKey) {
    self.organization = organization
    self.key = key
  }
}

extension EnvelopeParty {
  /// The organization of a pin.
  public init(_ pin: PinnedKey) { self.init(organization: pin.organization, key: pin.key) }
}
