import Glibc

/// The address and the port of one side of a connection of TCP.
struct SocketAddress: Equatable, Sendable {
  let address: IPv4Address
  let port: UInt16

  private init(_ name: sockaddr_in) {
    address = IPv4Address(number: UInt32(bigEndian: name.sin_addr.s_addr))
    port = UInt16(bigEndian: name.sin_port)
  }

  /// Reads four bytes of an address and two of a port, in network order; nil for another count.
  init?(_ bytes: [UInt8]) {
    guard bytes.count == 6 else { return nil }
    address = IPv4Address(number: bytes[..<4].reduce(0) { $0 << 8 | UInt32($1) })
    port = UInt16(bytes[4]) << 8 | UInt16(bytes[5])
  }

  var bytes: [UInt8] { address.bytes + Self.bytes(of: port) }

  static func bytes(of port: UInt16) -> [UInt8] { [UInt8(port >> 8), UInt8(port & 0xFF)] }

  /// Our side; nil for a socket that is none of IPv4.
  static func own(of socket: Int32) -> SocketAddress? { read { getsockname(socket, $0, $1) } }

  /// The other side; nil also while there is none.
  static func other(of socket: Int32) -> SocketAddress? { read { getpeername(socket, $0, $1) } }

  /// Where an accepted connection was to go before the kernel led it here; nil if the kernel does not know.
  static func original(of socket: Int32) -> SocketAddress? {
    // SO_ORIGINAL_DST of netfilter.
    read { getsockopt(socket, Int32(IPPROTO_IP), 80, $0, $1) }
  }

  private static func read(
    _ call: (UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Int32
  ) -> SocketAddress? {
    var name = sockaddr_in()
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = withUnsafeMutablePointer(to: &name) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { call($0, &length) }
    }
    guard result == 0, name.sin_family == sa_family_t(AF_INET) else { return nil }
    return SocketAddress(name)
  }
}
