import Foundation
import PolderPrompt

/// A folder of one test, which is removed at its end.
struct TestFolder: Sendable {
  let path: String

  /// Works in a new folder.
  static func with(_ work: (TestFolder) async throws -> Void) async throws {
    let path = FileManager.default.temporaryDirectory.path + "/polder-prompt-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: path) }
    try await work(TestFolder(path: path))
  }

  /// A path inside.
  func file(_ name: String) -> String { "\(path)/\(name)" }

  /// Where profiles are kept, in a folder that is not there yet.
  var profiles: ProfileFolder { ProfileFolder(path: file("config/polder")) }

  /// The rights of a file, as numbers of the file system.
  func rights(_ name: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: file(name))
    return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? -1
  }

  /// The names in a folder inside.
  func names(_ folder: String = "") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? path : file(folder)).sorted()
  }

  func write(_ text: String, to name: String, rights: Int = 0o600) throws {
    let path = file(name)
    try FileManager.default.createDirectory(
      atPath: String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(filePath: path))
    try FileManager.default.setAttributes([.posixPermissions: NSNumber(value: rights)], ofItemAtPath: path)
  }

  func read(_ name: String) throws -> String { try String(contentsOf: URL(filePath: file(name)), encoding: .utf8) }
}
