import PolderCore
public import PolderCrypto

extension UtilityClient {
  /// Makes a private key for the own organization, writes it to a file that only its owner can read, and sets up the
  /// encryption with it.
  ///
  /// Nothing is written unless somebody is logged in and the server has no key of the organization yet (deviation 63).
  /// - Parameters:
  ///   - file: the file; nil takes `private_key.pem` in the present folder
  ///   - replacing: whether the file may take the place of another
  ///   - pins: the keys that other organizations are known by
  ///   - rule: whether the format of the Python client is accepted
  ///   - overwrite: whether the key may be uploaded over another
  /// - Returns: the fingerprint of the key, by which others can check it
  /// - Throws: `PolderError` when nobody is logged in, when the file is there already or can not be written,
  ///   `client-other-key` when the server has a key; `RequestRefusal` when the server refuses
  @discardableResult
  public func generatePrivateKey(
    file: String? = nil, replacing: Bool = false, pins: KeyPinFile = .inMemory(),
    rule: EncryptionRule = .compatible, overwrite: Bool = false
  ) async throws -> KeyFingerprint {
    let login = keys.defaults.login
    let organization = try await keys.ownOrganization()
    try keys.checkRoom(in: organization, pins: pins, overwrite: overwrite)
    let key = try makeKey()
    try key.write(to: file ?? "private_key.pem", replacing: replacing)
    try await keys.use(key, of: organization, pins: pins, rule: rule, overwrite: overwrite, login: login)
    return key.publicKey.fingerprint
  }
}
