import CShim
import Glibc

/// A few bytes before a connection is carried.
enum SocketBytes {
  /// Reads exactly so many; nil when they do not come in time, and when the caller has gone.
  static func read(
    _ count: Int, from socket: Int32, within patience: Duration, for caller: Caller = .nobody
  ) -> [UInt8]? {
    let deadline = Clock.now + patience
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      guard caller.wait(deadline - Clock.now, for: Int16(POLLIN), at: socket) == .ready else { return nil }
      let got = bytes.withUnsafeMutableBytes { Glibc.read(socket, $0.baseAddress.map { $0 + filled }, count - filled) }
      if got < 0 && errno == EINTR { continue }
      guard got > 0 else { return nil }
      filled += got
    }
    return bytes
  }

  /// Writes a few; false when the other side does not take them.
  static func write(_ bytes: [UInt8], to socket: Int32) -> Bool {
    send(socket, bytes, bytes.count, shim_send_quietly) == bytes.count
  }
}
