import PolderCore

extension KeyPinFile {
  static func read(_ path: String) throws(PolderError) -> KeyPins {
    guard PinFileLock.exists(path) else { return KeyPins() }
    let found = try SecretFile.read(path, limit: maximumLength)
    do {
      let json = try JSONValue(parsing: found.bytes, limits: .init(bytes: maximumLength, depth: 8))
      return try JSONValueDecoder.decode(KeyPins.self, from: json)
    } catch {
      throw PolderError(
        .keyPinFileUnreadable, "The file with the pinned keys is damaged or of another version.", object: path,
        nextStep: "Bring it back from a backup. Without one, move it away and compare the fingerprints of all "
          + "organizations anew: the first keys that are seen are pinned.", cause: error)
    }
  }

  static func write(_ pins: KeyPins, to path: String) throws(PolderError) {
    let bytes: [UInt8]
    do {
      bytes = try JSONValueEncoder.bytes(of: pins)
    } catch {
      throw PolderError(.keyPinFileUnusable, "The pinned keys can not be written as JSON.", object: path, cause: error)
    }
    try SecretFile.save(bytes + [0x0A], to: path, replacing: true)
  }
}
