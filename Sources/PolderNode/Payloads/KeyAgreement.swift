import Logging
import PolderCore
import PolderCrypto

/// Sees to it that the server has the public half of the node's key, and no other, before anything is taken up.
struct KeyAgreement: Sendable {
  let keys: NodeKeys
  let server: ServerLink
  let logger: Logger
  let now: @Sendable () -> Timestamp
  var audit = KeyAudit()

  /// Compares the node's key with the server's record, and uploads it where there is none.
  /// - Throws: `PolderError` `node-other-key` with both fingerprints, `RequestRefusal` when the server refuses
  func reach(for organization: OrganizationID) async throws {
    let own = keys.key.publicKey
    let there = try await server.publicKey(of: organization)
    // Judged before the upload, and written down after it: a key that is refused leaves nothing pinned.
    var judged = try keys.pins.pins
    try pin(in: &judged, of: organization)
    if let other = Self.fingerprint(there), other != own.fingerprint.description {
      guard keys.overwrites else {
        audit.note(.keyChanged(organization, pinned: own.fingerprint.description, offered: other))
        throw Self.otherKey("The node's key is \(own.fingerprint); the server has \(other)", organization)
      }
      logger.warning(
        "the key at the server is replaced", metadata: ["former": "\(other)", "new": "\(own.fingerprint)"])
    }
    // Byte by byte, as other nodes compare: another way to write the same key would make them upload theirs.
    if Base64.decode(there, lenient: true) != Array(own.pem.utf8) {
      try await server.publish(own.encoded, of: organization)
      audit.note(.keyUploaded(fingerprint: own.fingerprint.description, former: Self.fingerprint(there)))
      logger.notice("the public key was uploaded", metadata: ["fingerprint": "\(own.fingerprint)"])
    }
    try audit.update(keys.pins) { (pins) throws(PolderError) in try pin(in: &pins, of: organization) }
  }

  private func pin(in pins: inout KeyPins, of organization: OrganizationID) throws(PolderError) {
    let own = keys.key.publicKey
    guard let pinned = pins[organization], pinned.key != own else {
      _ = try pins.check(own, of: organization, now: now())
      return
    }
    guard keys.overwrites else {
      throw Self.otherKey("The node's key is \(own.fingerprint); pinned is \(pinned.fingerprint)", organization)
    }
    try pins.replace(organization, with: own, now: now(), isConfirmed: true)
  }

  /// The fingerprint of a key at the server; nil when there is none.
  private static func fingerprint(_ encoded: String) -> String? {
    if encoded.isEmpty { return nil }
    do {
      return try PublicKey(encoded: encoded).fingerprint.description
    } catch {
      // Another's key is not lost the less for being none that can be read here.
      return "one that can not be read"
    }
  }

  private static func otherKey(_ what: String, _ organization: OrganizationID) -> PolderError {
    PolderError(
      .nodeOtherKey, "\(what).", object: "organization \(organization)",
      nextStep: "Name the file of the other key under `encryption.private_key`. Only when that key is lost: set "
        + "`encryption.overwrite_key: true` once. What was encrypted for it can not be read then, and other "
        + "organizations have to confirm the new one.")
  }
}
