package import PolderHTTP

/// Which addresses this server calls for algorithm stores (deviation 38).
package struct StorePolicy: Sendable {
  /// What is said of an address.
  package enum Verdict: Sendable, Hashable {
    /// It may be called.
    case allowed
    /// It leads to this very machine, which has to be asked for.
    case loopback
    /// It may not be called, whoever asks.
    case forbidden
  }

  /// Ranges that are allowed although they lead to this very machine.
  package var allowed: [NetworkRange] = []
  /// Ranges that are not to be called.
  package var forbidden: [NetworkRange] = []

  /// The usual policy.
  package init() {}

  /// Judges an address.
  /// - Parameters:
  ///   - address: the address that would be connected to
  ///   - acceptsLoopback: whether the caller insists, or the store is known under such an address
  /// - Returns: what is said of it
  package func judge(_ address: NetworkAddress, acceptsLoopback: Bool) -> Verdict {
    let all = [address, address.embedded].compactMap(\.self)
    if all.contains(where: { address in
      (Self.never + forbidden).contains { $0.contains(address) }
    }) {
      return .forbidden
    }
    let isLoopback = all.contains { address in Self.loopback.contains { $0.contains(address) } }
    let isAllowed = acceptsLoopback || allowed.contains { $0.contains(address) }
    return isLoopback && !isAllowed ? .loopback : .allowed
  }

  private static let loopback = ["127.0.0.0/8", "::1/128"].compactMap { NetworkRange($0) }

  /// Networks of a link, services that hand out credentials to whoever asks, and addresses of no single machine.
  private static let never = [
    "169.254.0.0/16", "fe80::/10", "100.100.100.200", "168.63.129.16", "192.0.0.192", "fd00:ec2::254", "0.0.0.0/8",
    "::/128", "224.0.0.0/3", "ff00::/8",
  ].compactMap { NetworkRange($0) }
}
