import Dispatch
package import PolderHTTP

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Finds the addresses of a host.
package struct HostResolver: Sendable {
  /// The addresses of a name; none when it has none, or when the answer takes too long.
  package let addresses: @Sendable (_ name: String, _ limit: Duration) async -> [NetworkAddress]

  /// A resolver by a function.
  package init(_ addresses: @escaping @Sendable (_ name: String, _ limit: Duration) async -> [NetworkAddress]) {
    self.addresses = addresses
  }

  /// The system's.
  package static let system = HostResolver { name, limit in
    await withCheckedContinuation { continuation in
      // A look-up can not be ended, so it may outlive whoever waits for it.
      let answer = FirstAnswer(continuation)
      lookups.async { answer.give(look(up: name)) }
      let milliseconds = Int(limit.components.seconds) * 1_000
      clock.asyncAfter(deadline: .now() + .milliseconds(max(milliseconds, 1))) { answer.give([]) }
    }
  }

  private static let lookups = DispatchQueue(label: "store-lookups", attributes: .concurrent)
  private static let clock = DispatchQueue(label: "store-lookups-clock")

  private static func look(up name: String) -> [NetworkAddress] {
    var hints = addrinfo()
    #if canImport(Glibc)
      hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    #else
      hints.ai_socktype = SOCK_STREAM
    #endif
    var list: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(name, nil, &hints, &list) == 0 else { return [] }
    defer { freeaddrinfo(list) }
    var found: [NetworkAddress] = []
    var next = list
    while let entry = next?.pointee {
      if let address = address(entry), !found.contains(address) { found.append(address) }
      next = entry.ai_next
    }
    return found
  }

  private static func address(_ entry: addrinfo) -> NetworkAddress? {
    guard let pointer = UnsafeRawPointer(entry.ai_addr) else { return nil }
    switch entry.ai_family {
    case AF_INET:
      let address = pointer.loadUnaligned(as: sockaddr_in.self).sin_addr
      return NetworkAddress(bytes: withUnsafeBytes(of: address) { Array($0) })
    case AF_INET6:
      let address = pointer.loadUnaligned(as: sockaddr_in6.self).sin6_addr
      return NetworkAddress(bytes: withUnsafeBytes(of: address) { Array($0) })
    default: return nil
    }
  }
}
