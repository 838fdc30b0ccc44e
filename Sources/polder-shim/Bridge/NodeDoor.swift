import CShim
import Glibc

/// The node's door: connections through it end at the proxy of the run whose secret is told first.
struct NodeDoor: Sendable {
  static let greeting = "polder-bridge 1 "
  static let welcome = "ok\n"

  let host: [UInt8]
  let port: UInt16
  let secret: [UInt8]

  /// A connection that the node has let in; nil while it can not be had.
  func open() -> Descriptor? {
    // Out of descriptors: a later attempt may succeed.
    guard let socket = try? Descriptor(Glibc.socket(AF_INET, shim_socket_stream, 0), "socket") else { return nil }
    // A node that dies without a word is noticed within half a minute; nobody waits longer than that to be let in.
    for (level, name, value) in [
      (SOL_SOCKET, SO_KEEPALIVE, Int32(1)), (Int32(IPPROTO_TCP), TCP_KEEPIDLE, 15),
      (Int32(IPPROTO_TCP), TCP_KEEPINTVL, 5), (Int32(IPPROTO_TCP), TCP_KEEPCNT, 3),
      (Int32(IPPROTO_TCP), TCP_NODELAY, 1),
    ] {
      var value = value
      setsockopt(socket.number, level, name, &value, socklen_t(MemoryLayout<Int32>.size))
    }
    shim_bound_writes(socket.number, 10)
    guard connect(socket.number), greet(socket.number) else { return nil }
    return socket
  }

  private func connect(_ socket: Int32) -> Bool {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr = in_addr(s_addr: host.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }.bigEndian)
    // The bound on writes holds for connecting as well.
    return withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
  }

  private func greet(_ socket: Int32) -> Bool {
    let hello = Array(Self.greeting.utf8) + secret + [0x0A]
    guard send(socket, hello, hello.count, shim_send_quietly) == hello.count else { return false }
    var answer = [UInt8](repeating: 0, count: Self.welcome.utf8.count)
    var count = 0
    let deadline = Clock.now + .seconds(10)
    while count < answer.count {
      var polled = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
      let rest = Int32(clamping: max(deadline - Clock.now, .zero).wholeMilliseconds)
      guard rest > 0, poll(&polled, 1, rest) > 0 else { return false }
      let left = answer.count - count
      let got = answer.withUnsafeMutableBytes { read(socket, $0.baseAddress.map { $0 + count }, left) }
      guard got > 0 else { return false }
      count += got
    }
    return answer == Array(Self.welcome.utf8)
  }
}
