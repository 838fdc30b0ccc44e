import PolderCore
public import PolderCrypto

extension UserClient {
  /// How inputs are encrypted and results opened; nil when they are not encrypted.
  public var currentEncryption: EncryptionSetup? { session.defaults.encryption }

  /// Lets inputs be encrypted and results be opened with the own organization's key, until somebody logs in again.
  ///
  /// The key is compared with the one that the server has of the organization: it is uploaded where there is none, and
  /// over another only when told. What is set up here decides whether tasks are encrypted, and not what the server says.
  /// - Parameters:
  ///   - privateKeyFile: the file with the private key; nil sets up that nothing is encrypted
  ///   - pins: the keys that other organizations are known by; keep them in a file, so that a change is noticed
  ///   - rule: whether the format of the Python client is accepted
  ///   - overwrite: whether the key may be uploaded over another
  /// - Throws: `PolderError` when nobody is logged in, when the key can not be read, `client-other-key` when the server
  ///   has another one, `client-other-session` when somebody logs in meanwhile; `RequestRefusal` when the server refuses
  public func setupEncryption(
    privateKeyFile: String?, pins: KeyPinFile = .inMemory(), rule: EncryptionRule = .compatible,
    overwrite: Bool = false
  ) async throws {
    let login = session.defaults.login
    let organization = try await session.keys.ownOrganization()
    guard let privateKeyFile else { return try session.defaults.keep(nil as EncryptionSetup?, login: login) }
    try await session.keys.use(
      try PrivateKey(file: privateKeyFile), of: organization, pins: pins, rule: rule, overwrite: overwrite,
      login: login)
  }

  /// Lets inputs be encrypted and results be opened with a key that does not come from a file.
  /// - Parameters:
  ///   - privateKey: the private key of the own organization
  ///   - pins: the keys that other organizations are known by
  ///   - rule: whether the format of the Python client is accepted
  ///   - overwrite: whether the key may be uploaded over another
  /// - Throws: as the other form
  public func setupEncryption(
    privateKey: PrivateKey, pins: KeyPinFile = .inMemory(), rule: EncryptionRule = .compatible, overwrite: Bool = false
  ) async throws {
    let login = session.defaults.login
    let organization = try await session.keys.ownOrganization()
    try await session.keys.use(
      privateKey, of: organization, pins: pins, rule: rule, overwrite: overwrite, login: login)
  }
}
