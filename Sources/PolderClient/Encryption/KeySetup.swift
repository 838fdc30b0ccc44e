import PolderCore
import PolderCrypto
import PolderTransport

/// Makes a key the one that a session encrypts with.
struct KeySetup: Sendable {
  let caller: OperationCaller
  let defaults: SessionDefaults

  /// What the server has to say before a key is made or used: nothing is written or uploaded here.
  /// - Returns: the own organization as the server has it
  /// - Throws: `PolderError` when nobody is logged in, `RequestRefusal` when the server does not show it
  func ownOrganization() async throws -> Wire.Organization {
    try await caller.call(GetOrganization.self, path: try await defaults.organization(nil))
  }

  /// Whether a key may be uploaded over the one that stands there.
  /// - Throws: `PolderError` `client-other-key`, with both fingerprints
  func check(_ key: PublicKey, against organization: Wire.Organization, overwrite: Bool) throws {
    guard !overwrite, let other = Self.fingerprint(organization.publicKey), other != key.fingerprint.description
    else { return }
    throw Self.otherKey("The key is \(key.fingerprint), and the server has \(other)", organization)
  }

  /// Compares a key with the server's record, uploads it where there is none, and keeps it for the session.
  func use(
    _ key: PrivateKey, of organization: Wire.Organization, pins: KeyPinFile, rule: EncryptionRule, overwrite: Bool,
    login: Int
  ) async throws {
    try check(key.publicKey, against: organization, overwrite: overwrite)
    let own = organization.id
    // Judged before the upload, and written down after it: one that is refused leaves nothing pinned.
    var judged = try pins.pins
    try Self.pin(key.publicKey, of: own, in: &judged, overwrite: overwrite)
    // Byte by byte, as nodes compare: another way to write the same key would make them upload theirs.
    if Base64.decode(organization.publicKey, lenient: true) != Array(key.publicKey.pem.utf8) {
      var body = UpdateOrganization.Body()
      body.publicKey = key.publicKey.encoded
      _ = try await caller.call(UpdateOrganization.self, path: own, body: body)
    }
    try pins.update { (pins) throws(PolderError) in
      try Self.pin(key.publicKey, of: own, in: &pins, overwrite: overwrite)
    }
    // With the same pins the record goes on, also where it is in memory alone.
    let before = defaults.encryption.flatMap { $0.pins === pins ? $0.sent : nil }
    let setup = EncryptionSetup(
      organization: own, rule: rule, pins: pins, key: key,
      sent: before ?? SentTaskFile(pins.path.map { $0 + ".tasks" }))
    try defaults.keep(setup, login: login)
  }

  private static func pin(
    _ key: PublicKey, of own: OrganizationID, in pins: inout KeyPins, overwrite: Bool
  ) throws(PolderError) {
    if overwrite, let pinned = pins[own], pinned.key != key {
      _ = try pins.replace(own, with: key, now: Session.now(), isConfirmed: true)
    } else {
      _ = try pins.check(key, of: own, now: Session.now())
    }
  }

  /// Whether a key can be made for the organization: what stands at the server would be in its way.
  /// - Throws: `PolderError` `client-other-key`, with the fingerprint
  func checkRoom(in organization: Wire.Organization, pins: KeyPinFile, overwrite: Bool) throws {
    guard !overwrite else { return }
    if let pinned = try pins.pins[organization.id] {
      throw Self.otherKey("The key \(pinned.key.fingerprint) is pinned", organization)
    }
    guard let other = Self.fingerprint(organization.publicKey) else { return }
    throw Self.otherKey("The server has the key \(other)", organization)
  }

  /// The fingerprint of a key at the server; nil when there is none.
  private static func fingerprint(_ encoded: String) -> String? {
    if encoded.isEmpty { return nil }
    do {
      return try PublicKey(encoded: encoded).fingerprint.description
    } catch {
      // Another's key is not lost the less for being none that can be read here.
      return "that can not be read"
    }
  }

  private static func otherKey(_ what: String, _ organization: Wire.Organization) -> PolderError {
    PolderError(
      "client-other-key", "\(what).", object: "organization \(organization.id)",
      nextStep: "Use the private key of that one. Upload another with `overwrite: true` only when it is lost: what was "
        + "encrypted for it can not be read then, and other organizations have to confirm the new one.")
  }
}
