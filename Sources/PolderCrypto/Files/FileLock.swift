#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Keeps other processes off a file until it is released; the end of the process releases it too. The lock stands beside
/// a file that is replaced with each change, which can not carry it itself.
package struct FileLock {
  private let descriptor: Int32

  /// Waits until nobody else holds the lock, and takes it.
  package init(_ path: String) throws(FileProblem) {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw .last }
    var result = flock(descriptor, LOCK_EX)
    while result != 0, errno == EINTR { result = flock(descriptor, LOCK_EX) }
    guard result == 0 else {
      let problem = FileProblem.last
      _ = close(descriptor)
      throw problem
    }
    self.descriptor = descriptor
  }

  /// Lets others have it.
  package func release() {
    // A child that is just being started has the descriptor too, until it executes its program.
    _ = flock(descriptor, LOCK_UN)
    _ = close(descriptor)
  }
}
