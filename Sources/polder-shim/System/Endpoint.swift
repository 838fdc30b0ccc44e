import CShim
import Glibc

/// One end of a stream: an address of IPv4 with a port, or the path of a Unix socket.
enum Endpoint: Equatable, Sendable {
  case address(IPv4Address, UInt16)
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
    guard parts.count == 2, let host = IPv4Address(parts[0]), let port = UInt16(decimal: parts[1]), port > 0
    else { return nil }
    self = .address(host, port)
  }

  /// A socket of this kind, not bound or connected yet; nil without descriptors.
  func socket() -> Descriptor? {
    try? Descriptor(Glibc.socket(family, shim_socket_stream, 0), "socket")
  }

  /// Connects a socket; its bound on writes holds for that as well.
  func connect(_ socket: Int32) -> Bool { withAddress { Glibc.connect(socket, $0, $1) } == 0 }

  /// Binds a socket to an address before it is connected; the port is chosen only then.
  private static func bind(_ socket: Int32, to source: IPv4Address) -> Bool {
    var on: Int32 = 1
    // IP_BIND_ADDRESS_NO_PORT. Without it a port is for one connection only, in place of one to each target.
    setsockopt(socket, Int32(IPPROTO_IP), 24, &on, socklen_t(MemoryLayout<Int32>.size))
    return Endpoint.address(source, 0).withAddress { Glibc.bind(socket, $0, $1) } == 0
  }

  /// A connected socket; nil while nobody listens there, and without descriptors.
  func connected() -> Descriptor? {
    guard let socket = socket() else { return nil }
    shim_bound_writes(socket.number, 60)
    guard connect(socket.number) else { return nil }
    return socket
  }

  /// The same by way of a deadline, and as long as the caller stays; only a Unix socket is waited for without them. Our own
  /// address is that of the source, or the one that the kernel takes.
  func connected(for caller: Caller, until deadline: Duration, from source: IPv4Address? = nil) -> Descriptor? {
    guard case .address = self else { return connected() }
    guard let socket = socket() else { return nil }
    if let source, !Self.bind(socket.number, to: source) { return nil }
    _ = fcntl(socket.number, F_SETFL, fcntl(socket.number, F_GETFL, 0) | O_NONBLOCK)
    if !connect(socket.number) {
      guard errno == EINPROGRESS,
        caller.wait(deadline - Clock.now, for: Int16(POLLOUT), at: socket.number) == .ready
      else { return nil }
    }
    // One that was refused meanwhile has no other side. Where nobody listens at a port that the kernel may also choose for who
    // connects, a connection may end at itself.
    let (near, far) = (SocketAddress.own(of: socket.number), SocketAddress.other(of: socket.number))
    guard far != nil, far != near else { return nil }
    return socket
  }

  /// A socket that listens: a Unix socket for this user alone, in place of an older one.
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
    let bound = withAddress { Glibc.bind(opened, $0, $1) } == 0 && Glibc.listen(opened, 128) == 0
    let number = errno
    umask(mask)
    guard bound else {
      close(opened)
      throw failure(number)
    }
    return opened
  }

  private func failure(_ number: Int32) -> Failure { Failure(.relay, "\(text): \(Console.text(ofError: number))") }

  private var text: String {
    switch self {
    case .address(let host, let port): host.text + ":\(port)"
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
      address.sin_addr = in_addr(s_addr: host.number.bigEndian)
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
