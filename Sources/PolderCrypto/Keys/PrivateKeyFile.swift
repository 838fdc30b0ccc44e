public import PolderCore

/// A file with a private key, as it was found.
public struct PrivateKeyFile: Sendable {
  /// Where it is.
  public let path: String
  /// The key in it.
  public let key: PrivateKey
  /// Whether others than its owner may read it: worth a warning.
  public let isReadableByOthers: Bool

  /// Reads a file.
  /// - Parameter path: where it is
  /// - Throws: `PolderError` that names the file and says what is wrong with it
  public init(_ path: String) throws(PolderError) {
    let found = try SecretFile.read(path, limit: PEMBlock.maximumLength)
    do {
      key = try PrivateKey(pem: String(decoding: found.bytes, as: UTF8.self))
    } catch {
      throw PolderError(error.code, error.message, object: path, nextStep: error.nextStep, cause: error.cause)
    }
    self.path = path
    isReadableByOthers = found.isReadableByOthers
  }
}
