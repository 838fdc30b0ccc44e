#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A range of IP addresses: `10.0.0.0/8`, `fd00::/8`, or a single address.
public struct AddressRange: Sendable, Hashable {
  private let bytes: [UInt8]
  private let bits: Int

  /// Reads a range; nil for what is none.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let bytes = Self.bytes(of: String(parts[0])) else { return nil }
    let all = bytes.count * 8
    guard parts.count == 1 || Int(parts[1]) != nil else { return nil }
    let bits = parts.count == 2 ? Int(parts[1]) ?? all : all
    guard (0...all).contains(bits) else { return nil }
    self.bytes = bytes
    self.bits = bits
  }

  /// Whether an address lies in the range; what is no address lies in none.
  public func contains(_ address: String) -> Bool {
    guard let other = Self.bytes(of: address), other.count == bytes.count else { return false }
    for bit in stride(from: 0, to: bits, by: 8) {
      let mask = bits - bit >= 8 ? 0xFF : UInt8(truncatingIfNeeded: 0xFF << (8 - (bits - bit)))
      guard bytes[bit / 8] & mask == other[bit / 8] & mask else { return false }
    }
    return true
  }

  /// What an address is counted under: itself, or the network of 64 bits that one owner of IPv6 addresses has.
  static func owner(of address: String) -> String {
    guard let bytes = bytes(of: address), bytes.count == 16 else { return address }
    return "v6:" + bytes.prefix(8).map { String($0, radix: 16) }.joined(separator: ".")
  }

  /// 4 or 16 bytes; an IPv4 address that is written as IPv6 counts as IPv4.
  private static func bytes(of text: String) -> [UInt8]? {
    guard text.utf8.count <= 45 else { return nil }
    if let bytes = read(text, AF_INET, 4) { return bytes }
    guard let bytes = read(text, AF_INET6, 16) else { return nil }
    return bytes.prefix(12) == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF] ? Array(bytes.suffix(4)) : bytes
  }

  private static func read(_ text: String, _ family: Int32, _ count: Int) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    let isRead = bytes.withUnsafeMutableBytes { inet_pton(family, text, $0.baseAddress) == 1 }
    return isRead ? bytes : nil
  }
}
