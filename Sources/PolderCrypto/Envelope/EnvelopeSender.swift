public import PolderCore

/// The own organization with its private key: it signs what it sends and opens what it is sent.
public struct EnvelopeSender: Sendable {
  /// The organization.
  public let organization: OrganizationID
  /// Its private key.
  public let key: PrivateKey

  /// An organization with its private key.
  public init(organization: OrganizationID, key: PrivateKey) {
    self.organization = organization
    self.key = key
  }

  /// The same organization as others know it.
  public var party: EnvelopeParty { EnvelopeParty(organization: organization, key: key.publicKey) }
}
