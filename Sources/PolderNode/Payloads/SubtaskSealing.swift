import PolderCore
import PolderCrypto

/// How the inputs of one subtask are sealed.
struct SubtaskSealing: Sendable {
  let format: EncryptionFormat
  let own: EnvelopeSender
  let pins: [PinnedKey]
  let nonce: TaskNonce
  let now: Timestamp
  let context: EnvelopeContext

  /// The text for an organization, and what has to be remembered of it.
  func text(
    of bytes: [UInt8], for organization: OrganizationID
  ) throws(PolderError) -> (text: String, recipient: SentSubtask.Recipient) {
    guard let pin = pins.first(where: { $0.organization == organization }) else {
      throw NodeKeys.unknown(organization)
    }
    switch format {
    case .hybrid:
      let text = try HybridText.seal(bytes, for: pin.key)
      return (text, SentSubtask.Recipient(fingerprint: pin.fingerprint, nonce: nil))
    case .envelope:
      // Inputs of organizations may differ, so that each gets an envelope of its own, with the nonce of the task.
      let text = try Envelope.seal(
        bytes, .input, from: own, to: [EnvelopeParty(pin)], nonce: nonce, created: now, context: context)
      return (text, SentSubtask.Recipient(fingerprint: pin.fingerprint, nonce: nonce))
    }
  }
}
