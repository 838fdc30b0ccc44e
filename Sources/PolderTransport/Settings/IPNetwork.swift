#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// An address, or those whose first bits are the same.
struct IPNetwork: Hashable {
  private let bytes: [UInt8]
  private let bits: Int

  /// Reads an address, in brackets or not, with or without `/bits`; nil for anything else.
  init?(_ text: Substring) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), var plain = parts.first else { return nil }
    if plain.hasPrefix("["), plain.hasSuffix("]") { plain = plain.dropFirst().dropLast() }
    var (four, six) = (in_addr(), in6_addr())
    if inet_pton(AF_INET, String(plain), &four) == 1 {
      bytes = withUnsafeBytes(of: four) { Array($0) }
    } else if inet_pton(AF_INET6, String(plain), &six) == 1 {
      bytes = withUnsafeBytes(of: six) { Array($0) }
    } else {
      return nil
    }
    guard parts.count == 2 else {
      bits = bytes.count * 8
      return
    }
    guard let number = Int(parts[1]), (0...bytes.count * 8).contains(number) else { return nil }
    bits = number
  }

  /// Whether it is one of this machine's own.
  var isLoopback: Bool {
    if bytes.count == 4 { return bytes[0] == 127 }
    return bytes.dropLast().allSatisfy { $0 == 0 } && bytes.last == 1
  }

  /// Whether an address lies in it.
  func contains(_ other: IPNetwork) -> Bool {
    guard bytes.count == other.bytes.count, other.bits >= bits else { return false }
    return zip(bytes, other.bytes).enumerated().allSatisfy { index, pair in
      let kept = min(max(bits - index * 8, 0), 8)
      let mask = UInt8(truncatingIfNeeded: 0xFF00 >> kept)
      return pair.0 & mask == pair.1 & mask
    }
  }
}
