import Glibc

/// A socket's bytes, with blocking calls that all end within 20 seconds.
final class Socket: Sendable {
  struct Broken: Error {
    let what: String
    let number: Int32
  }

  let number: Int32

  init(taking number: Int32) {
    self.number = number
    var time = timeval(tv_sec: 20, tv_usec: 0)
    setsockopt(number, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
    setsockopt(number, SOL_SOCKET, SO_SNDTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit { close(number) }

  static func connected(port: UInt16) throws -> Socket {
    let socket = Socket(taking: Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0))
    let result = withLoopback(port) { connect(socket.number, $0, $1) }
    guard result == 0 else { throw Broken(what: "connect", number: errno) }
    return socket
  }

  static func connected(path: String) throws -> Socket {
    let socket = Socket(taking: Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0))
    let result = withPath(path) { connect(socket.number, $0, $1) }
    guard result == 0 else { throw Broken(what: "connect", number: errno) }
    return socket
  }

  /// A port nobody uses at this moment.
  static func freePort() throws -> UInt16 {
    let socket = Socket(taking: Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0))
    guard withLoopback(0, { bind(socket.number, $0, $1) }) == 0 else { throw Broken(what: "bind", number: errno) }
    var address = sockaddr_in()
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    _ = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(socket.number, $0, &length) }
    }
    return UInt16(bigEndian: address.sin_port)
  }

  /// A listening Unix socket.
  static func listening(path: String) throws -> Socket {
    let socket = Socket(taking: Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0))
    unlink(path)
    let result = withPath(path) { bind(socket.number, $0, $1) }
    guard result == 0, listen(socket.number, 32) == 0 else { throw Broken(what: "listen", number: errno) }
    return socket
  }

  func accepted() throws -> Socket {
    let number = accept(number, nil, nil)
    guard number >= 0 else { throw Broken(what: "accept", number: errno) }
    return Socket(taking: number)
  }

  /// Whether there is something to read, or somebody to accept.
  var isReadable: Bool {
    var polled = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
    return poll(&polled, 1, 0) > 0
  }

  func send(_ bytes: [UInt8]) throws {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.send(number, $0.baseAddress.map { $0 + done }, $0.count - done, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { throw Broken(what: "send", number: errno) }
      done += count
    }
  }

  /// Some bytes; none at the end.
  func receive() throws -> [UInt8] {
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    let count = recv(number, &chunk, chunk.count, 0)
    guard count >= 0 else { throw Broken(what: "receive", number: errno) }
    return Array(chunk[..<count])
  }

  /// Exactly so many bytes, or fewer at the end.
  func receive(_ count: Int) throws -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < count {
      var chunk = [UInt8](repeating: 0, count: min(count - bytes.count, 1 << 16))
      let got = recv(number, &chunk, chunk.count, 0)
      guard got >= 0 else { throw Broken(what: "receive", number: errno) }
      if got == 0 { break }
      bytes += chunk[..<got]
    }
    return bytes
  }

  private static func withLoopback(_ port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
    return withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
    }
  }

  private static func withPath(_ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8).prefix($0.count - 1)) }
    return withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
    }
  }
}
