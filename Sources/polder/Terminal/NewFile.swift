import Foundation
import Glibc
import PolderCore

/// A file that is made once, for its owner alone, and never over another.
enum NewFile {
  static func requireAbsent(_ path: String) throws {
    guard FileManager.default.fileExists(atPath: path) else { return }
    throw PolderError(
      "file-exists", "There is such a file already.", object: path,
      nextStep: "Give another name, or remove it first.")
  }

  static func write(_ text: String, to path: String) throws {
    let handle = try make(path)
    try handle.write(contentsOf: Data(text.utf8))
    try handle.close()
  }

  /// Makes the file, and its folder where there is none.
  static func make(_ path: String) throws -> FileHandle {
    let folder = (path as NSString).deletingLastPathComponent
    do {
      if !folder.isEmpty { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) }
    } catch {
      throw PolderError(
        "file-unwritable", "The folder can not be made.", object: folder,
        nextStep: "Run as somebody who may, or give --user or --output.", cause: error)
    }
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw PolderError(
        "file-unwritable", "The file can not be made: \(String(cString: strerror(errno))).", object: path,
        nextStep: "Give the path of a file that is not there yet, in a folder that may be written.")
    }
    return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  }
}
