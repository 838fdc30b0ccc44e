import Foundation
import NIOCore
import PolderCore

/// A file without a name: it is gone when nobody uses it any more, also when the process is killed.
final class SpoolFile: Sendable {
  private let descriptor: Int32

  /// Makes one where temporary files that may be large belong.
  init() throws {
    let folder = ProcessInfo.processInfo.environment["TMPDIR"] ?? "/var/tmp"
    // The system puts characters of its own choice in the place of the last six, as `mkstemp` wants them.
    var name = Array("\(folder)/polder-reply-XXXXXX".utf8CString)
    descriptor = mkstemp(&name)
    guard descriptor >= 0 else { throw Self.failure(in: folder) }
    unlink(name)
    guard fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0 else { throw Self.failure(in: folder) }
  }

  deinit { close(descriptor) }

  /// Adds bytes at the end.
  func append(_ bytes: ByteBuffer) throws {
    try bytes.withUnsafeReadableBytes { bytes in
      var offset = 0
      while offset < bytes.count {
        let count = write(descriptor, bytes.baseAddress?.advanced(by: offset), bytes.count - offset)
        if count < 0, errno == EINTR { continue }
        guard count >= 0 else { throw Self.failure(in: "a file without a name") }
        offset += count
      }
    }
  }

  /// The bytes from an offset on, at most so many; none at the end.
  func read(from offset: Int, most count: Int) throws -> ByteBuffer {
    var part = ByteBufferAllocator().buffer(capacity: count)
    try part.writeWithUnsafeMutableBytes(minimumWritableBytes: count) { space in
      while true {
        let read = pread(descriptor, space.baseAddress, count, off_t(offset))
        if read < 0, errno == EINTR { continue }
        guard read >= 0 else { throw Self.failure(in: "a file without a name") }
        return read
      }
    }
    return part
  }

  private static func failure(in place: String) -> PolderError {
    PolderError(
      "reply-spool", "A long reply can not be kept on its way: \(String(cString: strerror(errno))).", object: place,
      nextStep: "Give the folder of temporary files (TMPDIR) more room, or ask for shorter pages.")
  }
}
