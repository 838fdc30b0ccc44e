import PolderCore
import PolderCrypto

/// How a task was sent from here, and to whom: only they can answer it.
struct SentTask: Hashable, Sendable {
  /// What its results have to echo; nil where it was sent in the format of the Python client.
  let nonce: TaskNonce?
  /// Who got it, with the fingerprint of the key that it was sealed for.
  let recipients: [OrganizationID: KeyFingerprint]

  /// The format.
  var format: EncryptionFormat { nonce == nil ? .hybrid : .envelope }

  /// Holds against it whose result one is said to be.
  /// - Parameters:
  ///   - organization: the organization
  ///   - fingerprint: that of its key; nil where no key is known
  ///   - object: what an error names
  /// - Throws: `PolderError` `result-other-sender`
  func check(
    sender organization: OrganizationID, key fingerprint: KeyFingerprint?, object: String
  ) throws(PolderError) {
    guard let expected = recipients[organization] else {
      throw PolderError(
        "result-other-sender",
        "The task was not sent to organization \(organization), whose result this is said to be.",
        object: object, nextStep: "Do not use it: the server put it where it does not belong.")
    }
    guard let fingerprint, fingerprint != expected else { return }
    throw PolderError(
      "result-other-sender",
      "The task was sent to the key \(expected) of organization \(organization); pinned is \(fingerprint).",
      object: object, nextStep: "Make the task anew: what was sent to a former key is not answered with another.")
  }
}

extension SentTask: Codable {
  private enum CodingKeys: CodingKey { case nonce, to }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    nonce = try container.decodeIfPresent(TaskNonce.self, forKey: .nonce)
    var recipients: [OrganizationID: KeyFingerprint] = [:]
    for (text, fingerprint) in try container.decode([String: KeyFingerprint].self, forKey: .to) {
      guard let id = Int64(text), recipients.updateValue(fingerprint, forKey: OrganizationID(id)) == nil else {
        throw DecodingError.dataCorruptedError(forKey: .to, in: container, debugDescription: "Not an organization.")
      }
    }
    self.recipients = recipients
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encodeIfPresent(nonce, forKey: .nonce)
    let texts = recipients.map { ($0.description, $1) }
    try container.encode(Dictionary(texts, uniquingKeysWith: { first, _ in first }), forKey: .to)
  }

  init(nonce: TaskNonce?, to parties: some Sequence<EnvelopeParty>) {
    self.nonce = nonce
    recipients = Dictionary(
      parties.map { ($0.organization, $0.key.fingerprint) }, uniquingKeysWith: { first, _ in first })
  }
}
