import Foundation

/// The repository that these tests stand in, found from the place of this very file.
struct Repository {
  let root: URL

  init() {
    root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
  }

  /// The text of the file at a path relative to the root.
  func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  /// The names of the folders directly under a folder.
  func folders(under path: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(
      at: root.appending(path: path), includingPropertiesForKeys: [.isDirectoryKey]
    )
    .filter { try $0.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true }
    .map(\.lastPathComponent).sorted()
  }

  /// All Swift files under a folder, at any depth.
  func swiftFiles(under path: String) throws -> [SourceFile] {
    let folder = root.appending(path: path)
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path(percentEncoded: false))
    // What a catalogue shows is no source of its room.
    return try names.filter { $0.hasSuffix(".swift") && !$0.contains(".docc/") }.sorted().map { name in
      SourceFile(path: path + "/" + name, text: try text(path + "/" + name))
    }
  }

  /// Every file that git tracks and that is text, not data.
  func trackedTextFiles() throws -> [SourceFile] {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["git", "-C", root.path(percentEncoded: false), "ls-files", "-z"]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw HouseError(what: "git could not list the tracked files") }
    return data.split(separator: 0).compactMap { name in
      let path = String(decoding: name, as: UTF8.self)
      // A file that is deleted but not yet committed as deleted is still listed.
      guard let content = FileManager.default.contents(atPath: root.appending(path: path).path(percentEncoded: false)),
        !content.contains(0), let text = String(bytes: content, encoding: .utf8)
      else { return nil }
      return SourceFile(path: path, text: text)
    }
  }
}
