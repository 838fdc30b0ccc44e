import Foundation
import Glibc
import PolderCore
import PolderService

/// A small file of text that is replaced as a whole, with its owner and its rights.
struct ReplacedFile {
  /// What stands in it.
  let text: String
  private let path: String
  private let status: FileStatus

  /// Reads it.
  init(_ path: String) throws {
    // A link stays one; what it leads to is replaced.
    let real = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    guard let status = FileStatus(path: real), status.isFile, status.size <= Configuration.maximumSize,
      let data = FileManager.default.contents(atPath: real), let text = String(data: data, encoding: .utf8)
    else {
      throw PolderError(
        .configurationUnreadable, "The file can not be read.", object: path, nextStep: "Check its path and its rights.")
    }
    (self.path, self.status, self.text) = (real, status, text)
  }

  /// Puts another text in its place, whole or not at all.
  func replace(with text: String) throws {
    let draft = "\(path).\(getpid())"
    let handle = try NewFile.make(draft)
    do {
      try handle.write(contentsOf: Data(text.utf8))
      // Only root can give a file away, and only then it may be another's.
      if status.owner != getuid() || status.group != getgid() {
        _ = fchown(handle.fileDescriptor, status.owner, status.group)
      }
      guard fchmod(handle.fileDescriptor, status.rights) == 0 else { throw unwritable }
      try handle.synchronize()
      try handle.close()
      guard rename(draft, path) == 0 else { throw unwritable }
    } catch {
      unlink(draft)
      throw error
    }
  }

  private var unwritable: PolderError {
    PolderError(
      "file-unwritable", "The file can not be replaced: \(String(cString: strerror(errno))).", object: path,
      nextStep: "Run as its owner.")
  }
}
