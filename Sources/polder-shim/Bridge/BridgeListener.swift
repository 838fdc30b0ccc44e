import CShim
import Glibc

/// Listens on a Unix socket and gives every connection a thread of its own.
struct BridgeListener {
  private let loop: AcceptLoop

  /// The socket stays open as long as the process lives.
  init(path: String, connections: Int, door: NodeDoor) throws(Failure) {
    let opened = Glibc.socket(AF_UNIX, shim_socket_stream, 0)
    guard opened >= 0 else { throw Failure(.relay, "socket: \(Console.text(ofError: errno))") }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8).prefix($0.count - 1)) }
    let bound = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(opened, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard bound == 0, listen(opened, 128) == 0 else {
      throw Failure(.relay, "\(path): \(Console.text(ofError: errno))")
    }
    loop = AcceptLoop(opened, connections: connections) { accepted in
      // The number is valid: it was just accepted. Whoever is turned away comes again.
      guard let near = try? Descriptor(accepted, "accept"), let far = door.open() else { return }
      BridgePipe.carry(near.number, far.number)
    }
  }

  func start() throws(Failure) { try loop.start() }
}
