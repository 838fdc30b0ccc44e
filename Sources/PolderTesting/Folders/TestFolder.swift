import PolderCore

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A folder of one test's own. Its name is short, because sockets in it have to fit into 108 bytes.
package struct TestFolder: Sendable {
  /// Where it is.
  package let path: String

  /// Makes a folder that nobody else has.
  package init() throws {
    path = FileManager.default.temporaryDirectory.path + "/pf-" + UUID().uuidString.prefix(8)
    try Self.make(path)
  }

  /// Makes a folder inside and gives its path.
  package func folder(_ name: String) throws -> String {
    try Self.make(path + "/" + name)
    return path + "/" + name
  }

  /// Writes a file inside and gives its path.
  @discardableResult
  package func write(_ text: String, to name: String) throws -> String {
    let file = path + "/" + name
    try Data(text.utf8).write(to: URL(fileURLWithPath: file))
    return file
  }

  /// The text of a file inside; empty when there is none.
  package func text(_ name: String) -> String {
    FileManager.default.contents(atPath: path + "/" + name).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  /// The names in a folder inside; none when there is no such folder.
  package func names(in folder: String) -> [String] {
    // A folder that is not there has no names, which is the answer.
    (try? FileManager.default.contentsOfDirectory(atPath: path + "/" + folder))?.sorted() ?? []
  }

  /// Removes it with all that is in it.
  package func remove() throws { try FileManager.default.removeItem(atPath: path) }

  /// A folder that is there for as long as some work takes.
  package static func with<Value>(_ body: (TestFolder) async throws -> Value) async throws -> Value {
    let folder = try TestFolder()
    do {
      let value = try await body(folder)
      try folder.remove()
      return value
    } catch {
      // What went wrong first is what matters.
      try? folder.remove()
      throw error
    }
  }

  private static func make(_ path: String) throws {
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  }
}
