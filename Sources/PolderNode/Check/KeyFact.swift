import PolderCore
public import PolderCrypto

/// What is known of the organization's private key, without the key.
public struct KeyFact: Sendable, Hashable {
  /// Its file.
  public let path: String
  /// Its public half.
  public let publicKey: PublicKey
  /// Whether others than its owner may read it.
  public let isReadableByOthers: Bool

  /// A fact.
  public init(path: String, publicKey: PublicKey, isReadableByOthers: Bool = false) {
    self.path = path
    self.publicKey = publicKey
    self.isReadableByOthers = isReadableByOthers
  }

  /// Reads the key's file.
  /// - Throws: `PolderError` that says what is wrong with it
  init(reading path: String) throws(PolderError) {
    let file = try PrivateKeyFile(path)
    self.init(path: path, publicKey: file.key.publicKey, isReadableByOthers: file.isReadableByOthers)
  }
}
