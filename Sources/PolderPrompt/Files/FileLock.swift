import PolderCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Keeps processes apart that change the same file: one at a time, for as long as a piece of work takes.
struct FileLock {
  let path: String

  /// Waits until nobody else holds the lock, works, and gives it back; the end of the process gives it back too.
  func held<Value>(_ work: () throws(PolderError) -> Value) throws(PolderError) -> Value {
    try PrivateFolder.make(PrivateFile.folder(of: path))
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw PrivateFile.failure("The lock can not be opened", path) }
    defer { close(descriptor) }
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else { throw PrivateFile.failure("The lock can not be taken", path) }
    }
    return try work()
  }
}
