import Foundation
import PolderCore
import PolderCrypto

/// The private key of the node's organization, and the keys by which it knows others.
struct NodeKeys: Sendable {
  /// The private key.
  let key: PrivateKey
  /// The keys of organizations: pinned when they are seen first, and never changed by the server's word.
  let pins: KeyPinFile
  /// Which formats are taken.
  let rule: EncryptionRule
  /// Whether another key at the server is replaced by this one.
  let overwrites: Bool
  /// What is not as it should be, for the log.
  let warning: String?

  /// The keys that a configuration names; nil for a collaboration without encryption.
  /// - Throws: `PolderError` `node-private-key-missing`, or what is wrong with the key's file or that of the pins
  init?(_ configuration: NodeConfiguration) throws {
    guard configuration.isEncrypted else { return nil }
    let path = configuration.keyPlace
    guard FileManager.default.fileExists(atPath: path) else {
      throw PolderError(
        .nodePrivateKeyMissing, "The collaboration is encrypted, and there is no private key.", object: path,
        nextStep: "Copy the organization's key there, or name its file under `encryption.private_key`. Where the "
          + "organization has none yet, make one with `polder node create-key`.")
    }
    let file = try PrivateKeyFile(path)
    let folders = NodeFolders(root: configuration.dataFolder)
    try folders.make()
    self.init(
      key: file.key, pins: try KeyPinFile(file: folders.pins),
      rule: configuration.encryptionRule, overwrites: configuration.overwritesKey,
      warning: file.isReadableByOthers ? "Others than its owner may read the private key \(path)." : nil)
  }

  init(key: PrivateKey, pins: KeyPinFile, rule: EncryptionRule, overwrites: Bool = false, warning: String? = nil) {
    self.key = key
    self.pins = pins
    self.rule = rule
    self.overwrites = overwrites
    self.warning = warning
  }

  /// The pinned key of an organization.
  /// - Throws: `PolderError` `key-unknown` that says how the node's steward pins one
  func pin(of organization: OrganizationID) throws(PolderError) -> PinnedKey {
    guard let pin = try pins.pins[organization] else { throw Self.unknown(organization) }
    return pin
  }

  static func unknown(_ organization: OrganizationID) -> PolderError {
    PolderError(
      .keyUnknown, "No key is pinned at the node for organization \(organization).",
      object: "organization \(organization)",
      nextStep: "The node's steward asks the organization for the fingerprint of its key, not over the server, and "
        + "pins it: `polder node key pin FINGERPRINT --organization \(organization)`. Then send the task again.")
  }

  /// The organization as it signs and opens.
  func own(_ organization: OrganizationID) -> EnvelopeSender { EnvelopeSender(organization: organization, key: key) }
}

extension NodeFolders {
  /// The pinned keys of organizations.
  var pins: String { root + "/pins.json" }
}
