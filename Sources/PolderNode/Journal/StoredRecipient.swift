import PolderCore
import PolderCrypto
import PolderSQL

/// For whom a part of a request was sealed, as the journal keeps it.
struct StoredRecipient: Sendable, Codable {
  let organization: OrganizationID
  let fingerprint: String
  let nonce: String?
}

extension SentSubtask {
  /// The recipients as the journal keeps them.
  var stored: [StoredRecipient] {
    recipients.sorted { $0.key < $1.key }.map { organization, recipient in
      StoredRecipient(
        organization: organization, fingerprint: recipient.fingerprint.description,
        nonce: recipient.nonce?.description)
    }
  }

  /// Reads what the journal kept.
  init(stored: [StoredRecipient]) throws {
    self.init(recipients: [:])
    for entry in stored {
      recipients[entry.organization] = try Recipient(stored: entry.fingerprint, nonce: entry.nonce)
    }
  }
}

extension SentSubtask.Recipient {
  /// Reads what the journal kept.
  init(stored fingerprint: String, nonce: String?) throws {
    guard let fingerprint = KeyFingerprint(text: fingerprint) else {
      throw SQLError(.corrupt, "The journal holds a fingerprint that is none.")
    }
    self.init(fingerprint: fingerprint, nonce: nonce.flatMap { TaskNonce(text: $0) })
  }
}
