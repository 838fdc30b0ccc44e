import Foundation
import PolderCore
import PolderService

/// Writes files of the folder `holds`, whole or not at all, so that both the node and its steward can read them.
enum HoldFile {
  static func write(_ bytes: [UInt8], to path: String, in folder: String) throws {
    let draft = "\(folder)/.new-\(String(UInt64.random(in: .min ... .max), radix: 16))"
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw unusable(path, errno) }
    defer { close(descriptor) }
    do {
      // What root writes belongs to the node's user, from before it can be seen.
      if geteuid() == 0, let status = FileStatus(path: folder), fchown(descriptor, status.owner, status.group) != 0 {
        throw unusable(path, errno)
      }
      try RunFile.put(bytes, descriptor, orThrow: unusable, path)
      guard fsync(descriptor) == 0, rename(draft, path) == 0 else { throw unusable(path, errno) }
      try keepName(folder)
    } catch {
      unlink(draft)
      throw error
    }
  }

  /// Makes the new name in the folder last through a loss of power.
  private static func keepName(_ folder: String) throws {
    let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw unusable(folder, errno) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 || errno == EINVAL || errno == ENOTSUP else { throw unusable(folder, errno) }
  }

  private static func unusable(_ path: String, _ number: Int32) -> PolderError {
    PolderError(
      .nodeFolderUnusable, "The file can not be written: error \(number) of the system.", object: path,
      nextStep: "Run the command as the user of the node, or as root, and check the space of its `data_dir`.")
  }
}
