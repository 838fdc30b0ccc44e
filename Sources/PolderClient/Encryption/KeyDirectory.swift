import PolderCore
import PolderCrypto
import PolderTransport

/// The keys of organizations: asked for at the server, believed as the pins say.
struct KeyDirectory: Sendable {
  /// How many organizations are asked for at the same time.
  private static let width = 16

  let caller: OperationCaller
  let setup: EncryptionSetup

  /// The keys of organizations, in their order. The own one's is known without asking.
  /// - Throws: `PolderError` `key-changed` with both fingerprints when one is not the pinned one, or when one has none;
  ///   `RequestRefusal` when the server does not show an organization
  func keys(of organizations: [OrganizationID]) async throws -> [PinnedKey] {
    let keys = try await organizations.map(atOnce: Self.width) { organization -> (OrganizationID, PublicKey) in
      (organization, try await key(of: organization))
    }
    return try setup.pins.update { (pins) throws(PolderError) -> [PinnedKey] in
      var pinned: [PinnedKey] = []
      for (organization, key) in keys {
        pinned.append(try pins.check(key, of: organization, now: Session.now()))
      }
      return pinned
    }
  }

  private func key(of organization: OrganizationID) async throws -> PublicKey {
    if organization == setup.organization { return setup.key.publicKey }
    let encoded = try await caller.call(GetOrganization.self, path: organization).publicKey
    return try PublicKey(encoded: encoded, of: organization)
  }
}
