import CShim
import Glibc

/// Listens on a Unix socket and gives every connection a thread of its own.
final class BridgeListener: Sendable {
  private let socket: Int32
  private let slots: Slots
  private let door: NodeDoor

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
    socket = opened
    slots = Slots(connections)
    self.door = door
  }

  func start() throws(Failure) {
    let error = Thread.start { self.accept() }
    guard error == 0 else { throw Failure(.relay, "a thread: \(Console.text(ofError: error))") }
  }

  private func accept() {
    while true {
      slots.take()
      let accepted = Glibc.accept(socket, nil, nil)
      guard accepted >= 0 else {
        slots.give()
        // Out of descriptors or memory: connections that end will give some back.
        if errno != EINTR && errno != ECONNABORTED { usleep(10_000) }
        continue
      }
      let error = Thread.start { [door, slots] in
        // The number is valid: it was just accepted. Whoever is turned away comes again.
        if let near = try? Descriptor(accepted, "accept"), let far = door.open() {
          BridgePipe.carry(near.number, far.number)
        }
        slots.give()
      }
      if error != 0 {
        close(accepted)
        slots.give()
      }
    }
  }
}
