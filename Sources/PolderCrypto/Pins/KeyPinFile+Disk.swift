import PolderCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

extension KeyPinFile {
  static func read(_ path: String) throws(PolderError) -> KeyPins {
    guard exists(path) else { return KeyPins() }
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

  /// Keeps other programs off the file until it is released.
  static func lock(_ path: String) throws(PolderError) -> FileLock {
    do {
      return try FileLock(path + ".lock")
    } catch {
      throw PolderError(
        .keyPinFileUnusable, "The lock of the pinned keys can not be taken: \(error.reason).", object: path + ".lock",
        nextStep: "Check that the folder exists and that this user may write to it.")
    }
  }

  /// Whether there is anything of that name, readable or not: a link that leads nowhere is no sign that nothing was
  /// pinned.
  private static func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 || errno != ENOENT
  }
}
