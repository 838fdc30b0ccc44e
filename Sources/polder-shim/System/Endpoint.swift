import CShim
import Glibc

/// One end of a stream: an address of IPv4 with a port, or the path of a Unix socket.
enum Endpoint: Equatable, Sendable {
  case address([UInt8], UInt16)
  case path(String)

  /// The most that a socket's path may have, without the zero at its end.
  static let longestPath = 107

  /// Reads `ADDRESS:PORT` or a path from the root; nil for anything else.
  init?(_ text: String) {
    if text.hasPrefix("/") {
      guard text.utf8.count <= Self.longestPath else { return nil }
      self = .path(text)
      return
    }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    let host = parts.first?.split(separator: ".", omittingEmptySubsequences: false).compactMap { UInt8($0) } ?? []
    guard parts.count == 2, host.count == 4, let port = UInt16(parts[1]), port > 0 else { return nil }
    self = .address(host, port)
  }

  /// A socket of this kind, not bound or connected yet; nil without descriptors.
  func socket() -> Descriptor? {
    try? Descriptor(Glibc.socket(family, shim_socket_stream, 0), "socket")
  }

  /// Connects a socket; its bound on writes holds for that as well.
  func connect(_ socket: Int32) -> Bool { withAddress { Glibc.connect(socket, $0, $1) } == 0 }

  /// A connected socket; nil while nobody listens there, and without descriptors.
  func connected() -> Descriptor? {
    guard let socket = socket() else { return nil }
    shim_bound_writes(socket.number, 60)
    guard connect(socket.number) else { return nil }
    return socket
  }

  /// A socket that listens, as long as the process lives: a Unix socket for this user alone, in place of an older one.
  func listen() throws(Failure) -> Int32 {
    let opened = Glibc.socket(family, shim_socket_stream, 0)
    guard opened >= 0 else { throw Failure(.relay, "socket: \(Console.text(ofError: errno))") }
    switch self {
    case .address:
      var on: Int32 = 1
      setsockopt(opened, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
    case .path(let path): unlink(path)
    }
    let mask = umask(0o177)
    let bound = withAddress { bind(opened, $0, $1) }
    let number = errno
    umask(mask)
    guard bound == 0 else { throw failure(number) }
    guard Glibc.listen(opened, 128) == 0 else { throw failure(errno) }
    return opened
  }

  private func failure(_ number: Int32) -> Failure { Failure(.relay, "\(text): \(Console.text(ofError: number))") }

  private var text: String {
    switch self {
    case .address(let host, let port): host.map(String.init).joined(separator: ".") + ":\(port)"
    case .path(let path): path
    }
  }

  private var family: Int32 {
    switch self {
    case .address: AF_INET
    case .path: AF_UNIX
    }
  }

  private func withAddress(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
    switch self {
    case .address(let host, let port):
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_port = port.bigEndian
      address.sin_addr = in_addr(s_addr: host.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }.bigEndian)
      return Self.with(&address, body)
    case .path(let path):
      var address = sockaddr_un()
      address.sun_family = sa_family_t(AF_UNIX)
      withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8).prefix($0.count - 1)) }
      return Self.with(&address, body)
    }
  }

  private static func with<Address>(
    _ address: inout Address, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
  ) -> Int32 {
    withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<Address>.size)) }
    }
  }
}
