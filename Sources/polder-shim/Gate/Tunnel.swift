import CShim
import Glibc

/// The way into the VPN, as the machine's network shows it at this moment.
struct Tunnel: Sendable {
  /// The addresses of the VPN.
  let subnet: Subnet
  /// The name of its interface; nil if any can be it.
  let interface: String?

  /// Our own addresses in the VPN; nil if the system does not tell.
  func addresses() -> [IPv4Address]? { IPv4Address.own(of: interface)?.filter { subnet.contains($0) } }

  /// Our own address on the way to a place; nil while that way does not lead through the tunnel.
  func source(to place: SocketAddress) -> IPv4Address? {
    // A datagram's socket is connected without a word to anybody: the kernel only chooses the route.
    guard let socket = try? Descriptor(socket(AF_INET, shim_socket_datagram, 0), "socket"),
      Endpoint.address(place.address, place.port).connect(socket.number),
      let own = SocketAddress.own(of: socket.number), let addresses = addresses(), addresses.contains(own.address)
    else { return nil }
    return own.address
  }
}
