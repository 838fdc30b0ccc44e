import Glibc
import PolderSQL

/// Wakes a thread that waits for a socket.
final class WakePipe: Sendable {
  private let reading: Int32
  private let writing: Int32

  init() throws(SQLError) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else {
      throw SQLError(.other, "The system gave no pipe for the signals of a database: too many files are open.")
    }
    (reading, writing) = (ends[0], ends[1])
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
  }

  deinit {
    Glibc.close(reading)
    Glibc.close(writing)
  }

  /// Ends a wait that is under way, or the next one at once.
  func rouse() {
    var byte: UInt8 = 1
    // A full pipe wakes as well.
    _ = write(writing, &byte, 1)
  }

  /// Waits until it is woken, there is something to read, or some milliseconds are over; -1 is for ever.
  func wait(for socket: Int32?, milliseconds: Int32) {
    var descriptors = [pollfd(fd: reading, events: Int16(POLLIN), revents: 0)]
    if let socket { descriptors.append(pollfd(fd: socket, events: Int16(POLLIN), revents: 0)) }
    _ = poll(&descriptors, nfds_t(descriptors.count), milliseconds)
    var bytes = [UInt8](repeating: 0, count: 64)
    while read(reading, &bytes, bytes.count) == bytes.count {}
  }
}
