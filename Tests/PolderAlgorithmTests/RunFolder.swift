import PolderCore

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The folder of one run, as a node makes it; removed at its end.
struct RunFolder {
  let path: String

  static func with<T>(_ body: (RunFolder) async throws -> T) async throws -> T {
    let folder = RunFolder(path: "/tmp/polder-run-\(UInt64.random(in: 0 ... .max))")
    try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
    try folder.write("output", "")
    // Fails only when the test removed the folder itself.
    defer { try? FileManager.default.removeItem(atPath: folder.path) }
    return try await body(folder)
  }

  func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: URL(filePath: "\(path)/\(name)"))
  }

  func read(_ name: String) -> String? {
    FileManager.default.contents(atPath: "\(path)/\(name)").map { String(decoding: $0, as: UTF8.self) }
  }

  /// The variables that a node sets, encoded as it does.
  func environment(_ more: [String: String] = [:]) -> [String: String] {
    var plain = [
      "INPUT_FILE": "\(path)/input", "OUTPUT_FILE": "\(path)/output", "TOKEN_FILE": "\(path)/token",
      "USER_REQUESTED_DATABASE_LABELS": "default", "DEFAULT_DATABASE_URI": "\(path)/data.csv",
      "DEFAULT_DATABASE_TYPE": "csv",
    ]
    plain.merge(more) { $1 }
    return plain.mapValues(EnvironmentText.encode)
  }
}
