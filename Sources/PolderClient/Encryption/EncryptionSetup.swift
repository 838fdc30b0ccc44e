public import PolderCore
public import PolderCrypto

/// How a session encrypts inputs and opens results.
public struct EncryptionSetup: Sendable {
  /// The own organization.
  public let organization: OrganizationID
  /// What is asked of the formats.
  public let rule: EncryptionRule
  /// The keys that other organizations are known by.
  public let pins: KeyPinFile

  let key: PrivateKey
  let sent: SentTaskFile

  /// The fingerprint of the own organization's key, by which others know it.
  public var fingerprint: KeyFingerprint { key.publicKey.fingerprint }

  /// The own organization as envelopes know it.
  var sender: EnvelopeSender { EnvelopeSender(organization: organization, key: key) }
}
