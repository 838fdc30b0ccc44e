public import PolderCore

extension PrivateKey {
  /// Reads the key in a file.
  /// - Parameter file: its path
  /// - Throws: `PolderError` that names the file and says what is wrong with it
  public init(file: String) throws(PolderError) { self = try PrivateKeyFile(file).key }

  /// Writes the key to a file that only its owner can read, whole or not at all.
  /// - Parameters:
  ///   - file: its path; the folder has to exist
  ///   - replacing: whether a file that stands there is replaced; what was encrypted for its key can then not be read
  ///     any more, unless the key is elsewhere too
  /// - Throws: `PolderError` when a file stands there, or when it can not be written
  public func write(to file: String, replacing: Bool = false) throws(PolderError) {
    try SecretFile.save(Array(pem.utf8), to: file, replacing: replacing)
  }
}
