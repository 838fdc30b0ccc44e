import Foundation

/// A folder of one test's own, removed with it.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "polder-sql-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  func file(_ name: String = "test.sqlite") -> String { path + "/" + name }

  var files: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
  }

  deinit {
    // Nothing can be done about a folder that does not go; the system's temporary folder is emptied anyway.
    try? FileManager.default.removeItem(atPath: path)
  }
}
