public import PolderCore

/// What an envelope says of itself, in the clear. It is the sender's word only once the signature was verified.
public struct EnvelopeHeader: Sendable, Hashable {
  /// The version of the format.
  public var version: Int { Int(EnvelopeForm.version) }
  /// What the envelope holds.
  public let kind: EnvelopeKind
  /// Before whom its signature proves the content.
  public let proof: EnvelopeProof
  /// When it was made, by the sender's clock.
  public let created: Timestamp
  /// The nonce of the task.
  public let nonce: TaskNonce
  /// The organization that made and signed it.
  public let sender: OrganizationID
  /// The key that signed it.
  public let senderFingerprint: KeyFingerprint
  /// What it was made for.
  public let context: EnvelopeContext
  /// Those who can open it, in the order of their ids.
  public let recipients: [EnvelopeRecipient]
  /// How many bytes of plaintext a chunk holds; the last may hold fewer.
  public let chunkSize: Int
  /// The first bytes of the nonce of every chunk.
  let prefix: [UInt8]
  /// What the secret must turn out to be.
  let commitment: [UInt8]
}
