import PolderCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Wakes a thread that waits for input.
final class WakePipe: Sendable {
  private let ends: (read: Int32, write: Int32)

  init() throws(PolderError) {
    var both: [Int32] = [0, 0]
    guard pipe(&both) == 0 else { throw PrivateFile.failure("No pipe can be made", "pipe") }
    ends = (both[0], both[1])
  }

  /// What to wait for beside the input.
  var awaited: pollfd { pollfd(fd: ends.read, events: Int16(POLLIN), revents: 0) }

  /// Wakes whoever waits, now or later.
  func wake() {
    var byte: UInt8 = 0
    // One byte is enough, and there is room for it.
    _ = unistdWrite(ends.write, &byte, 1)
  }

  deinit {
    close(ends.read)
    close(ends.write)
  }
}
