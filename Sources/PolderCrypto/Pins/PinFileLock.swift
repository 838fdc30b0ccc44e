import PolderCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Keeps other processes off a file with pins until it is released. The lock stands beside the file, which is replaced
/// with each change and so can not carry it itself.
struct PinFileLock {
  private let descriptor: Int32

  init(of path: String) throws(PolderError) {
    let beside = path + ".lock"
    let descriptor = open(beside, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw Self.unusable(beside) }
    var result = flock(descriptor, LOCK_EX)
    while result != 0, errno == EINTR { result = flock(descriptor, LOCK_EX) }
    guard result == 0 else {
      let error = Self.unusable(beside)
      _ = close(descriptor)
      throw error
    }
    self.descriptor = descriptor
  }

  func release() {
    // A child that is just being started has the descriptor too, until it executes its program.
    _ = flock(descriptor, LOCK_UN)
    _ = close(descriptor)
  }

  /// Whether there is anything of that name, readable or not: a link that leads nowhere is no sign that nothing was pinned.
  static func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 || errno != ENOENT
  }

  private static func unusable(_ path: String) -> PolderError {
    PolderError(
      .keyPinFileUnusable, "The lock of the pinned keys can not be taken: \(String(cString: strerror(errno))).",
      object: path, nextStep: "Check that the folder exists and that this user may write to it.")
  }
}
