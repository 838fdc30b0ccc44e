import PolderCore
import PolderCrypto

/// The keys of organizations: asked for at the server, believed as the pins say.
struct KeyDirectory: Sendable {
  let keys: NodeKeys
  let server: ServerLink
  let own: OrganizationID
  let now: @Sendable () -> Timestamp
  var audit = KeyAudit()

  /// The keys of organizations, in their order. The own one's is known without asking.
  /// - Throws: `PolderError` `key-changed` with both fingerprints when one is not the pinned one, or when one has none;
  ///   `RequestRefusal` when the server does not show an organization
  func keys(of organizations: [OrganizationID]) async throws -> [PinnedKey] {
    var found: [(OrganizationID, PublicKey)] = []
    for organization in organizations { found.append((organization, try await key(of: organization))) }
    return try pin(found)
  }

  private func pin(_ found: [(OrganizationID, PublicKey)]) throws(PolderError) -> [PinnedKey] {
    do throws(PolderError) {
      return try audit.update(keys.pins) { (pins) throws(PolderError) -> [PinnedKey] in
        var pinned: [PinnedKey] = []
        for (organization, key) in found { pinned.append(try pins.check(key, of: organization, now: now())) }
        return pinned
      }
    } catch {
      audit.noteChanged(found.map { (organization: $0.0, key: $0.1) }, pins: try keys.pins.pins)
      throw error
    }
  }

  private func key(of organization: OrganizationID) async throws -> PublicKey {
    if organization == own { return keys.key.publicKey }
    let encoded = try await server.publicKey(of: organization)
    return try PublicKey(encoded: encoded, of: organization)
  }
}
