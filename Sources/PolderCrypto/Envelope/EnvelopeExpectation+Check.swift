import PolderCore

extension EnvelopeExpectation {
  /// Holds a header against what is expected.
  /// - Returns: the reader's own entry among the recipients
  func check(_ header: EnvelopeHeader, as own: EnvelopeSender) throws(PolderError) -> EnvelopeRecipient {
    guard header.kind == kind else {
      throw PolderError(
        .envelopeKind, "The envelope holds a task's \(header.kind.rawValue), not its \(kind.rawValue).",
        nextStep: "Do not use it: the server put it where it does not belong.")
    }
    try checkSender(of: header)
    let entry = try entry(in: header, of: own)
    if let nonce, header.nonce != nonce {
      throw PolderError(
        .envelopeNonce, "The envelope answers another task than the one that was sent.",
        object: "organization \(sender.organization)",
        nextStep: "Do not use it: the server exchanged or repeated a result. Fetch the result again.")
    }
    if let context { try header.context.check(against: context) }
    return entry
  }

  private func checkSender(of header: EnvelopeHeader) throws(PolderError) {
    guard header.sender == sender.organization else {
      throw PolderError(
        .envelopeSender,
        "The envelope is from organization \(header.sender), not from organization \(sender.organization).",
        object: "organization \(sender.organization)",
        nextStep: "Do not use it: the server put it where it does not belong.")
    }
    guard header.senderFingerprint == sender.key.fingerprint else {
      throw PolderError(
        .envelopeSenderKey,
        "The envelope names the key \(header.senderFingerprint) of its sender; pinned is \(sender.key.fingerprint).",
        object: "organization \(sender.organization)",
        nextStep: "Ask the organization, not over the server, for the fingerprint of its key, and replace the pinned "
          + "one only if it names the new one.")
    }
  }

  private func entry(in header: EnvelopeHeader, of own: EnvelopeSender) throws(PolderError) -> EnvelopeRecipient {
    guard let entry = header.recipients.first(where: { $0.organization == own.organization }) else {
      throw PolderError(
        .envelopeRecipient, "The envelope was not made for this organization.",
        object: "organization \(own.organization)",
        nextStep: "Ask the sender to name this organization among those that run the task.")
    }
    let fingerprint = own.key.publicKey.fingerprint
    guard entry.fingerprint == fingerprint else {
      throw PolderError(
        .envelopeRecipientKey,
        "The envelope was made for the key \(entry.fingerprint) of this organization; here is \(fingerprint).",
        object: "organization \(own.organization)",
        nextStep: "Use the private key of that fingerprint, or tell the sender the fingerprint of the present key.")
    }
    return entry
  }
}
