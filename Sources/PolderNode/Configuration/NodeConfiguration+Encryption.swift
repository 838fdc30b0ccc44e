import PolderCrypto
import PolderService

extension NodeConfiguration {
  /// The name of a key's file that the configuration does not name.
  static let usualKeyFile = "private_key.pem"

  /// Reads the section `encryption`.
  /// - Parameters:
  ///   - section: the section; none means no encryption
  ///   - environment: `PRIVATE_KEY` names another file
  /// - Throws: `PolderError` that names the key, its line and what to do
  mutating func read(encryption section: Configuration?, environment: [String: String]) throws {
    guard let section else { return }
    // A rule that is misspelt would be the weaker one.
    try section.requireKnown(["enabled", "private_key", "format", "overwrite_key"])
    isEncrypted = try section.bool("enabled") ?? false
    encryptionRule = try section.choice("format", of: EncryptionRule.self) ?? .compatible
    overwritesKey = try section.bool("overwrite_key") ?? false
    let file = try section.string("private_key").flatMap { $0.isEmpty ? nil : $0 }
    guard isEncrypted else { return }
    let other = environment["PRIVATE_KEY"].flatMap { $0.isEmpty ? nil : $0 }
    privateKeyFile = NodeFolders.absolute(other ?? file ?? Self.usualKeyFile, relativeTo: dataFolder)
  }

  /// Where the key is looked for, or made, when encryption is on.
  public var keyPlace: String { privateKeyFile ?? NodeFolders.absolute(Self.usualKeyFile, relativeTo: dataFolder) }
}
