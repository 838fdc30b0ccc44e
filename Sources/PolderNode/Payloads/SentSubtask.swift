import PolderCore
import PolderCrypto

/// For whom a subtask was sealed, and how: only they can answer it.
struct SentSubtask: Sendable, Hashable {
  /// How the input of one organization was sealed.
  struct Recipient: Sendable, Hashable {
    /// The fingerprint of the key that it was sealed for.
    let fingerprint: KeyFingerprint
    /// What the result has to echo; nil in the incumbent's format.
    let nonce: TaskNonce?

    /// The format.
    var format: EncryptionFormat { nonce == nil ? .hybrid : .envelope }
  }

  /// Those who got it.
  var recipients: [OrganizationID: Recipient]
}
