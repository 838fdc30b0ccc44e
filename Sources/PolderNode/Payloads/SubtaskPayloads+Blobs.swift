import PolderCore
import PolderCrypto

extension SubtaskPayloads {
  /// How an upload of the algorithm is sealed for the organization that has a public key.
  /// - Parameter header: the key as the request names it, base64 of its PEM text
  /// - Returns: what seals the bytes, and for whom; nil in a collaboration without encryption
  /// - Throws: `PolderError` `key-unknown` when no organization of the collaboration is known by that key
  func uploadSealing(for header: String) async throws -> UploadSealing? {
    guard let keys else { return nil }
    let key = try PublicKey(encoded: header)
    let pin = try await pin(of: key, keys)
    switch try EncryptionDecision.format(keys.rule, for: [pin]) {
    case .hybrid: return UploadSealing(pin: pin, nonce: nil, own: nil, context: .unbound, now: payloads.now())
    case .envelope:
      // Subtasks ask for the databases of their parent: the tools send on what the token says.
      return UploadSealing(
        pin: pin, nonce: TaskNonce(), own: keys.own(run.organization),
        context: RunPayloads.context(of: run), now: payloads.now())
    }
  }

  /// Writes down for whom an upload was sealed, once the server gave its id.
  func remember(_ blob: BlobID, _ sealing: UploadSealing) async throws {
    try await payloads.journal.remember(
      blob, for: sealing.pin.organization, sealing.recipient, of: run.run, at: payloads.address, now: payloads.now())
  }

  private func pin(of key: PublicKey, _ keys: NodeKeys) async throws -> PinnedKey {
    let members = try await payloads.server.organizations(of: run.collaboration)
    let ids = Set(members.map(\.id))
    if let pin = try keys.pins.pins.all.first(where: { $0.key == key && ids.contains($0.organization) }) { return pin }
    // Who was not met before is pinned now; a key that is another than the pinned one stays unknown.
    for member in members where member.id != run.organization {
      // Who has no key that can be read gets nothing encrypted.
      guard let given = try? PublicKey(encoded: member.publicKey), given == key else { continue }
      return try keys.pins.update { (pins) throws(PolderError) in
        try pins.check(given, of: member.id, now: payloads.now())
      }
    }
    throw PolderError(
      .keyUnknown, "No organization of the collaboration is known by the key \(key.fingerprint).",
      nextStep: "The node's steward compares the fingerprint with the organization's own, not over the server, and "
        + "pins it: `polder node key pin \(key.fingerprint) --organization NUMBER`.")
  }
}
