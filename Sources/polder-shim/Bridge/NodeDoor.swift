import CShim
import Glibc

/// The node's door: connections through it end at the proxy of the run whose secret is told first, or at what is asked for.
struct NodeDoor: Sendable {
  static let greeting = "polder-bridge 1 "
  static let welcome = "ok\n"

  let node: Endpoint
  let secret: [UInt8]
  /// What is asked for; nil for the run's proxy.
  var name: String?

  /// A connection that the node has let in; nil while it can not be had.
  func open() -> Descriptor? {
    // Out of descriptors: a later attempt may succeed.
    guard let socket = node.socket() else { return nil }
    TCPOptions.keepAlive(socket.number)
    TCPOptions.hurry(socket.number)
    // The bound on writes holds for connecting as well; nobody waits longer than that to be let in.
    shim_bound_writes(socket.number, 10)
    guard node.connect(socket.number), greet(socket.number) else { return nil }
    return socket
  }

  private func greet(_ socket: Int32) -> Bool {
    let hello = Array(Self.greeting.utf8) + secret + (name.map { Array("/\($0)".utf8) } ?? []) + [0x0A]
    guard SocketBytes.write(hello, to: socket) else { return false }
    let welcome = Array(Self.welcome.utf8)
    return SocketBytes.read(welcome.count, from: socket, within: .seconds(10)) == welcome
  }
}
