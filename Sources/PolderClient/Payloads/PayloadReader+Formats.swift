import PolderCore
import PolderCrypto

extension PayloadReader {
  /// With what a payload of a format is opened, which has to be one that was set up.
  func opening(_ format: PayloadFormat, of origin: PayloadOrigin) async throws -> PayloadOpening {
    guard let setup else {
      guard format == .plain else {
        throw PolderError(
          "result-encrypted", "It is encrypted, and no encryption is set up.", object: origin.object,
          nextStep: "Call `setupEncryption` with the private key of your organization.")
      }
      return .plain
    }
    guard origin.kind == .input || task != nil else {
      throw PolderError(
        "result-no-task", "The server does not say which task it is a result of.", object: origin.object,
        nextStep: "Do not use it: nothing ties it to a task. Read the results of the task that you made.")
    }
    switch format {
    case .plain:
      throw PolderError(
        "result-not-encrypted", "It is not encrypted, and encryption is set up.", object: origin.object,
        nextStep: "Ask the organization. If its collaboration is not encrypted, call `setupEncryption` with nil.")
    case .hybrid:
      try await check(.hybrid, of: origin, setup)
      return .hybrid(setup.key)
    case .envelope:
      try await check(.envelope, of: origin, setup)
      let pin = try await sender(of: origin)
      let nonce = origin.kind == .result ? sent?.nonce : nil
      return .envelope(setup.sender, EnvelopeExpectation(origin.kind, from: EnvelopeParty(pin), nonce: nonce))
    }
  }

  /// Ties a result that was opened and verified to its task, where that was not known before.
  func settle(_ header: EnvelopeHeader?, of origin: PayloadOrigin) throws(PolderError) {
    guard let header, origin.kind == .result, sent == nil, let setup, let task else { return }
    guard try !setup.sent.adopt(task, answer: header, object: origin.object), setup.rule == .require else { return }
    // What was sent from elsewhere had a nonce that is not known here.
    throw PolderError(
      .encryptionUnexpected, "The task was not sent from here, so that its results can not be tied to it.",
      object: origin.object,
      nextStep:
        "Read it with the file of pinned keys that was in use when the task was made: its record lies beside it."
    )
  }

  /// Whether a format may be taken, by the rule and by how and to whom the task was sent.
  private func check(_ format: EncryptionFormat, of origin: PayloadOrigin, _ setup: EncryptionSetup) async throws {
    guard origin.kind == .result else {
      guard format == .hybrid, setup.rule == .require else { return }
      return try EncryptionDecision.checkInput(
        format, under: setup.rule, from: try await organization(of: origin))
    }
    if let sent {
      let organization = try await organization(of: origin)
      try sent.check(sender: organization, key: pins[organization]?.fingerprint, object: origin.object)
    } else if format == .envelope {
      return
    }
    let format = (found: format, sent: sent?.format ?? .hybrid)
    if format.found == .hybrid, format.sent == .hybrid, setup.rule == .compatible { return }
    try EncryptionDecision.checkResult(
      format.found, after: format.sent, under: setup.rule, from: try await sender(of: origin))
  }

  /// The pin of who made it. None is made here: whoever the server names while something is read was not asked by anyone.
  private func sender(of origin: PayloadOrigin) async throws -> PinnedKey {
    let organization = try await organization(of: origin)
    guard let pin = pins[organization] else {
      throw PolderError(
        .keyUnknown, "No key is pinned for organization \(organization), which is said to have sent it.",
        object: origin.object,
        nextStep: "If it was to run the task, ask it, not over the server, for the fingerprint of its key, and pin it.")
    }
    return pin
  }

  private func organization(of origin: PayloadOrigin) async throws -> OrganizationID {
    if let organization = try await origin.sender() { return organization }
    throw PolderError(
      .keyUnknown, "It can not be told who sent it.", object: origin.object,
      nextStep: "The organization is not there any more: nothing else says who it was.")
  }
}
