/// Addresses of IPv4 that begin alike.
struct Subnet: Equatable, Sendable {
  let network: IPv4Address
  /// So many bits are alike.
  let prefix: Int

  /// Reads `10.76.0.0/16`; nil for anything else, for less than 4 or more than 2^24 addresses, and for those that are no
  /// machine's or this machine's own.
  init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let address = IPv4Address(parts[0]), let prefix = Int(decimal: parts[1]),
      (8...30).contains(prefix), let first = address.bytes.first, (1..<224).contains(first), first != 127
    else { return nil }
    network = IPv4Address(number: address.number & Self.mask(prefix))
    self.prefix = prefix
  }

  var text: String { "\(network.text)/\(prefix)" }

  func contains(_ address: IPv4Address) -> Bool { address.number & Self.mask(prefix) == network.number }

  private static func mask(_ prefix: Int) -> UInt32 { .max << (32 - UInt32(prefix)) }
}
