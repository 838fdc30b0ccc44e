/// A range of IP addresses, as in `127.0.0.0/8`; an address alone is a range of one.
public struct NetworkRange: Hashable, Sendable {
  private let first: NetworkAddress
  private let bits: Int

  /// Reads a range; nil for what is none.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard (1...2).contains(parts.count), let first = NetworkAddress(plain: parts[0]) else { return nil }
    let all = first.bytes.count * 8
    guard let bits = parts.count == 1 ? all : Int(parts[1]), (0...all).contains(bits) else { return nil }
    self.first = first
    self.bits = bits
  }

  /// Whether an address lies in it.
  public func contains(_ address: NetworkAddress) -> Bool {
    guard address.bytes.count == first.bytes.count else { return false }
    return (0..<first.bytes.count).allSatisfy { index in
      let significant = min(max(bits - index * 8, 0), 8)
      let mask = UInt8(truncatingIfNeeded: 0xFF00 >> significant)
      return first.bytes[index] & mask == address.bytes[index] & mask
    }
  }
}
