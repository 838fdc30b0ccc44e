import CShim
import Glibc

/// A port of the loopback to which every connection of TCP leads that begins in this network namespace and goes into a subnet.
enum Redirect {
  /// Listens, and has the kernel lead connections there. Needs the right to change the network.
  /// - Returns: the socket that listens, and its port
  static func listen(for subnet: Subnet) throws(Failure) -> (socket: Int32, port: UInt16) {
    let socket = try Endpoint.address(.loopback, 0).listen()
    guard let own = SocketAddress.own(of: socket) else { throw Failure.system("the port of the VPN's listener") }
    var refused: UnsafePointer<CChar>?
    guard shim_redirect(subnet.network.number, Int32(subnet.prefix), own.port, &refused) == 0 else {
      throw Failure.system("leading \(subnet.text) to port \(own.port)", at: refused)
    }
    return (socket, own.port)
  }
}
