import Glibc
import PolderCore

/// Small files that are whole or as they were, whatever happens.
enum DurableFile {
  /// Puts a file in place of the one that may be there, and returns once the disk has it.
  static func replace(_ path: String, with bytes: [UInt8]) throws {
    let temporary = path + ".new"
    unlink(temporary)
    try RunFile.write(bytes, to: temporary)
    try sync(temporary, O_RDONLY)
    guard rename(temporary, path) == 0 else { throw failure(path, errno) }
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    try sync(folder, O_RDONLY | O_DIRECTORY)
  }

  private static func sync(_ path: String, _ flags: Int32) throws {
    let descriptor = open(path, flags | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { throw failure(path, errno) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw failure(path, errno) }
  }

  private static func failure(_ path: String, _ number: Int32) -> PolderError {
    PolderError(
      .nodeFolderUnusable, "The file can not be written: error \(number) of the system.", object: path,
      nextStep: "Check the space and the rights of the node's `data_dir`.")
  }
}
