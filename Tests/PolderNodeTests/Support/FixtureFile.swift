import Foundation

/// Files under `Fixtures`.
enum FixtureFile {
  static func path(_ name: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../Fixtures/\(name)")
      .standardizedFileURL.path
  }

  /// None when the file is not there, which whoever reads them notices.
  static func bytes(_ name: String) -> [UInt8] {
    FileManager.default.contents(atPath: path(name)).map(Array.init) ?? []
  }
}
