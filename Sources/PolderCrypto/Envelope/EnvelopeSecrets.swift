import PolderCore

/// What is random in a new envelope, apart from the padding of its signature.
///
/// Envelopes are made with fresh ones; only vectors give them.
struct EnvelopeSecrets: Sendable {
  /// What the recipients' keys wrap, and all other keys come from.
  let secret: [UInt8]
  /// The first bytes of every chunk's nonce.
  let prefix: [UInt8]
  /// Wraps the secret for a recipient.
  let wrap: @Sendable (_ secret: [UInt8], _ recipient: EnvelopeParty) throws(PolderError) -> [UInt8]

  /// Secrets from the system's generator, wrapped by RSA-OAEP.
  static func fresh() -> EnvelopeSecrets {
    EnvelopeSecrets(
      secret: RandomBytes.make(EnvelopeForm.secretLength), prefix: RandomBytes.make(EnvelopeForm.prefixLength)
    ) { (secret, recipient) throws(PolderError) in try recipient.key.wrap(secret) }
  }
}
