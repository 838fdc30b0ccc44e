import CShim
import Glibc

/// Listens on the loopback and gives every connection a thread of its own.
struct Listener {
  private let loop: AcceptLoop

  /// The socket stays open as long as the process lives.
  init(port: UInt16, connections: Int, settings: RelaySettings) throws(Failure) {
    let opened = Glibc.socket(AF_INET, shim_socket_stream, 0)
    guard opened >= 0 else { throw Failure(.relay, "socket: \(Console.text(ofError: errno))") }
    var on: Int32 = 1
    setsockopt(opened, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
    let bound = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(opened, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard bound == 0, listen(opened, 128) == 0 else {
      throw Failure(.relay, "127.0.0.1:\(port): \(Console.text(ofError: errno))")
    }
    loop = AcceptLoop(opened, connections: connections) { accepted in
      var on: Int32 = 1
      setsockopt(accepted, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
      // The number is valid: it was just accepted.
      guard let client = try? Descriptor(accepted, "accept") else { return }
      var session = ClientSession(client, settings)
      session.serve()
    }
  }

  func start() throws(Failure) { try loop.start() }
}
