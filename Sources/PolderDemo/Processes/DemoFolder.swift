import PolderCore

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The folder of one demonstration: configuration, databases and logs of every part; only its owner may look in.
struct DemoFolder: Sendable {
  let path: String
  let isTemporary: Bool

  /// - Parameters:
  ///   - wish: the folder that somebody named
  ///   - scratch: where another is made when nobody did
  /// - Throws: `PolderError` `demo-folder` when it can not be made
  init(_ wish: String?, scratch: String? = nil) throws {
    isTemporary = wish == nil
    let place = scratch ?? FileManager.default.temporaryDirectory.path
    path = wish ?? "\(place)/polder-demo-\(UUID().uuidString.prefix(8).lowercased())"
    try Self.make(path)
  }

  /// Makes a folder inside and gives its path.
  func folder(_ name: String) throws -> String {
    try Self.make(path + "/" + name)
    return path + "/" + name
  }

  /// Writes a file inside that only its owner may read and gives its path.
  func write(_ bytes: some Sequence<UInt8>, to name: String) throws -> String {
    let file = path + "/" + name
    let made = FileManager.default.createFile(
      atPath: file, contents: Data(bytes), attributes: [.posixPermissions: 0o600])
    guard made else {
      throw PolderError("demo-folder", "A file could not be written.", object: file, nextStep: "Check room and rights.")
    }
    return file
  }

  /// Removes everything, unless the folder was named by somebody.
  func remove() throws {
    guard isTemporary else { return }
    try FileManager.default.removeItem(atPath: path)
  }

  private static func make(_ path: String) throws {
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw PolderError(
        "demo-folder", "The folder of the demonstration can not be made.", object: path,
        nextStep: "Name another with --folder.", cause: error)
    }
  }
}
