import PolderCore
import PolderCrypto

/// How one upload is sealed, for one organization.
struct UploadSealing: Sendable {
  let pin: PinnedKey
  /// What the result has to echo; nil in the incumbent's format.
  let nonce: TaskNonce?
  let own: EnvelopeSender?
  let context: EnvelopeContext
  let now: Timestamp

  /// What has to be remembered of it.
  var recipient: SentSubtask.Recipient { SentSubtask.Recipient(fingerprint: pin.fingerprint, nonce: nonce) }

  /// What seals it piece by piece.
  func sealer() throws(PolderError) -> any ByteFilter {
    guard let nonce, let own else { return try HybridSealer(for: pin.key) }
    return try EnvelopeSealer(
      .input, from: own, to: [EnvelopeParty(pin)], nonce: nonce, created: now, context: context)
  }
}
