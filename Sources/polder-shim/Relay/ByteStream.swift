import CShim
import Glibc

/// A connected socket with the bytes that were read ahead. Belongs to one thread.
struct ByteStream: ~Copyable {
  private let socket: Descriptor
  private(set) var ahead: ArraySlice<UInt8> = []
  private var chunk = [UInt8](repeating: 0, count: 1 << 16)

  init(_ socket: consuming Descriptor) {
    self.socket = socket
  }

  var number: Int32 { socket.number }

  /// Reads more; false at the end of the stream. Gives up when `watched` hangs up.
  mutating func fill(within patience: Duration?, watching watched: Int32 = -1) throws(StreamProblem) -> Bool {
    let deadline = patience.map { Clock.now + $0 }
    while true {
      var polled = [
        pollfd(fd: socket.number, events: Int16(POLLIN), revents: 0),
        pollfd(fd: watched, events: Int16(shim_poll_hangup), revents: 0),
      ]
      let rest = deadline.map { Int32(clamping: max($0 - Clock.now, .zero).wholeMilliseconds) } ?? -1
      let count = poll(&polled, 2, rest)
      if count < 0 {
        guard errno == EINTR else { throw .broken }
        continue
      }
      guard count > 0 else { throw .silent }
      if polled[1].revents != 0 { throw .abandoned }
      let got = read(socket.number, &chunk, chunk.count)
      if got < 0 {
        guard errno == EINTR || errno == EAGAIN else { throw .broken }
        continue
      }
      ahead += chunk[..<got]
      return got > 0
    }
  }

  /// Forgets the first bytes that were read ahead, and gives them.
  mutating func take(_ count: Int) -> ArraySlice<UInt8> {
    let taken = ahead.prefix(count)
    ahead = ahead.count == taken.count ? [] : ahead.dropFirst(count)
    return taken
  }

  /// Writes everything; the socket's own timeout bounds the wait.
  borrowing func write(_ bytes: ArraySlice<UInt8>) throws(StreamProblem) {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes {
        send(socket.number, $0.baseAddress.map { $0 + done }, $0.count - done, shim_send_quietly)
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw .broken }
      done += count
    }
  }

  borrowing func write(_ bytes: [UInt8]) throws(StreamProblem) {
    try write(bytes[...])
  }

  /// Bounds every wait for the other side to take bytes.
  borrowing func boundWrites(to seconds: Int) {
    shim_bound_writes(socket.number, Int32(seconds))
  }

  /// Ends our side and gives the other a moment to read what was sent before it learns that we did not read on.
  mutating func endPolitely() {
    shutdown(socket.number, Int32(SHUT_WR))
    let deadline = Clock.now + .seconds(2)
    while Clock.now < deadline {
      ahead = []
      do {
        guard try fill(within: .seconds(1)) else { return }
      } catch {
        return
      }
    }
  }
}
