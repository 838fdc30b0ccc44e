import PolderCore
import PolderHTTP

/// What the program `ip` in the VPN client tells of the tunnel.
enum TunnelAddresses {
  /// As the incumbent asks this image.
  static let question = ["ip", "--json", "addr", "show", "dev", device]
  /// The tunnel in every client.
  static let device = "tun0"
  /// The answer has some hundred bytes.
  static let mostBytes = 64 << 10

  /// Reads the answer.
  /// - Parameter bytes: what the program printed
  /// - Returns: the addresses, those of IPv4 first; none where there is no tunnel, or no answer
  static func read(_ bytes: [UInt8]) -> [String] {
    // While there is no tunnel the program prints nothing, or words for people.
    guard let answer = try? JSONValue(parsing: bytes, limits: .init(bytes: mostBytes, depth: 8)) else { return [] }
    let entries = (answer.array ?? []).prefix(4).flatMap { ($0["addr_info"]?.array ?? []).prefix(16) }
    let found = entries.compactMap { $0["local"]?.string }.filter { NetworkAddress(plain: $0) != nil }
    return found.filter { !$0.contains(":") } + found.filter { $0.contains(":") }
  }
}
