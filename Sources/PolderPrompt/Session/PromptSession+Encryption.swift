import PolderClient
public import PolderCore
public import PolderCrypto

extension PromptSession {
  /// The pinned public keys of the organizations at the profile's server.
  /// - Throws: `PolderError` when the file can not be used
  public func pins() throws(PolderError) -> KeyPinFile { try folder.pinFile(of: profile) }

  /// Sets up encryption as the profile has it; without a private key nothing is encrypted.
  /// - Throws: `PolderError` `profile-no-key` when the profile requires what it has no key for, and what
  ///   `setupEncryption` throws
  public func setUpEncryption() async throws {
    let rule = try profile.rule()
    guard let file = profile.privateKey else {
      guard rule == .require else { return }
      throw PolderError(
        "profile-no-key", "The profile requires encryption, and has no private key.",
        nextStep: "Run `polder profile set --key FILE`, or `polder key generate FILE` first.")
    }
    try await client.setupEncryption(privateKeyFile: file, pins: try pins(), rule: rule ?? .compatible)
  }
}

extension ProfileFolder {
  /// The pinned public keys of the organizations at a profile's server.
  /// - Throws: `PolderError` when the file can not be used
  public func pinFile(of profile: Profile) throws(PolderError) -> KeyPinFile {
    let path = pins(of: profile)
    try PrivateFolder.make(PrivateFile.folder(of: path))
    return try KeyPinFile(file: path)
  }
}

extension Profile {
  /// The rule for encryption; nil when the profile has none.
  /// - Throws: `PolderError` `profile-encryption`
  public func rule() throws(PolderError) -> EncryptionRule? {
    guard let encryption else { return nil }
    guard let rule = EncryptionRule(rawValue: encryption) else {
      throw PolderError(
        "profile-encryption", "The profile has a rule for encryption that does not exist.", object: encryption,
        nextStep: "Run `polder profile set --encryption compatible` or `--encryption require`.")
    }
    return rule
  }
}
