#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file that comes to its name only when it is whole and on the disk: until then it stands beside it under another one,
/// under which it is removed when its last reference goes. Only its owner may read it, from the first byte on.
package final class FileDraft {
  private let path: String
  private let folder: String
  private let draft: String
  private let descriptor: Int32
  private var isMoved = false

  /// Begins a file.
  /// - Parameter path: its name once it is whole
  /// - Throws: `FileProblem`
  package init(_ path: String) throws(FileProblem) {
    folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "./"
    // In the same folder, as only there moving it is one step.
    draft = "\(folder).polder-\(String(UInt64.random(in: .min ... .max), radix: 16)).new"
    self.path = path
    // O_EXCL follows no link that another put there.
    descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .last }
    // The mode of `open` is narrowed by the mask of the process; this one is not.
    guard fchmod(descriptor, 0o600) == 0 else { throw .last }
  }

  deinit {
    guard descriptor >= 0 else { return }
    close(descriptor)
    if !isMoved { unlink(draft) }
  }

  /// Writes behind what was written.
  package func write(_ bytes: [UInt8]) throws(FileProblem) { try FileBytes.write(descriptor, bytes) }

  /// Gives the file its name, through to the disk.
  /// - Parameter replacing: whether it may take the place of another
  /// - Throws: `FileProblem`; it is there already, when it may not
  package func finish(replacing: Bool) throws(FileProblem) {
    guard fsync(descriptor) == 0 else { throw .last }
    if replacing {
      guard rename(draft, path) == 0 else { throw .last }
      isMoved = true
    } else {
      // Other than a look before a rename, a link can not replace what another made in between.
      guard link(draft, path) == 0 else { throw .last }
    }
    try keepName()
  }

  /// Makes the new name in the folder last through a loss of power.
  private func keepName() throws(FileProblem) {
    let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
    // A folder that may be written to but not read, or one of a file system without this, has the file all the same.
    guard descriptor >= 0 else { return }
    defer { _ = close(descriptor) }
    guard fsync(descriptor) == 0 || errno == EINVAL || errno == ENOTSUP else { throw .last }
  }
}
