import PolderClient
import PolderCore
import PolderCrypto
import PolderPrompt

/// Shows the key that a server has of an organization beside the pinned one.
struct KeyOfOrganization: Sendable {
  let client: ClientOptions
  let organization: OrganizationID

  func run() async throws {
    let work = self
    try await Interruption.cancels {
      let session = try await PromptPlace().session(work.client)
      do {
        try await work.show(session)
      } catch {
        await session.client.shutdown()
        throw error
      }
      await session.client.shutdown()
    }
  }

  private func show(_ session: PromptSession) async throws {
    let key = try await Self.key(of: organization, session)
    let pin = try session.pins().update { (pins) throws(PolderError) in
      try pins.check(key, of: organization, now: Moment.now())
    }
    session.printer.object([
      "organization": organization.cell, "fingerprint": .string(key.fingerprint.description),
      "pinned_since": pin.firstSeen.cell, "confirmed": .bool(pin.isConfirmed),
      "accepts_envelopes": .bool(pin.acceptsEnvelopes),
    ])
  }

  /// The key that the server has.
  static func key(of organization: OrganizationID, _ session: PromptSession) async throws -> PublicKey {
    let encoded = try await session.client.organization.get(organization).publicKey
    guard !encoded.isEmpty else {
      throw PolderError(
        "crypto-key-missing", "The server has no public key of the organization.",
        object: "organization \(organization)",
        nextStep: "Ask the organization to upload it: `polder key upload`.")
    }
    return try PublicKey(encoded: encoded)
  }
}
