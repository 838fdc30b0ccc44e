#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// An IP address as its bytes, 4 or 16. One of IPv4 that is written as IPv6 (`::ffff:127.0.0.1`) counts as IPv4.
public struct NetworkAddress: Hashable, Sendable, CustomStringConvertible {
  /// The bytes, in the order of the network.
  public let bytes: [UInt8]

  /// An address of 4 or 16 bytes; nil for another number of them.
  public init?(bytes: [UInt8]) {
    guard bytes.count == 4 || bytes.count == 16 else { return nil }
    self.bytes = bytes.count == 16 && bytes.starts(with: Self.mapped) ? Array(bytes.suffix(4)) : bytes
  }

  /// Reads an address in any form that a resolver takes for one: `127.0.0.1`, `0x7f.1`, `017700000001`, `2130706433`,
  /// `::1`; nil for a name.
  public init?(_ text: String) {
    guard let bytes = text.contains(":") ? Self.version6(text) : Self.version4(text) else { return nil }
    self.init(bytes: bytes)
  }

  /// Reads an address in its usual form only: four decimal numbers, or IPv6; nil for anything else.
  public init?(plain text: String) {
    guard let address = NetworkAddress(text), text.contains(":") || address.description == text else { return nil }
    self = address
  }

  /// What callers of the address are counted under: itself, or the network of 64 bits that one owner of IPv6 addresses
  /// has.
  package var key: String {
    guard bytes.count == 16 else { return description }
    return "v6:" + bytes.prefix(8).map { String($0, radix: 16) }.joined(separator: ".")
  }

  /// An address of IPv4 that this one of IPv6 leads to by way of a translator or a tunnel.
  public var embedded: NetworkAddress? {
    guard bytes.count == 16 else { return nil }
    if bytes.starts(with: [0x20, 0x02]) { return NetworkAddress(bytes: Array(bytes[2..<6])) }
    let isTranslated = bytes.starts(with: [0, 0x64, 0xFF, 0x9B])
    let isCompatible = bytes.prefix(12).allSatisfy { $0 == 0 } && bytes[12] != 0
    let isTranslatedToo = bytes.prefix(12) == [0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0]
    return isTranslated || isCompatible || isTranslatedToo ? NetworkAddress(bytes: Array(bytes.suffix(4))) : nil
  }

  /// The address in its usual form; one of IPv6 without brackets and without abbreviation.
  public var description: String {
    if bytes.count == 4 { return bytes.map { String($0) }.joined(separator: ".") }
    return stride(from: 0, to: 16, by: 2)
      .map { String(Int(bytes[$0]) << 8 | Int(bytes[$0 + 1]), radix: 16) }.joined(separator: ":")
  }

  private static let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]

  private static func version6(_ text: String) -> [UInt8]? {
    guard text.utf8.count <= 45 else { return nil }
    var bytes = [UInt8](repeating: 0, count: 16)
    let isRead = bytes.withUnsafeMutableBytes { inet_pton(AF_INET6, text, $0.baseAddress) == 1 }
    return isRead ? bytes : nil
  }

  /// One to four numbers, decimal, octal or hexadecimal, of which the last fills what is left.
  private static func version4(_ text: String) -> [UInt8]? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...4).contains(parts.count) else { return nil }
    let numbers = parts.compactMap { number($0) }
    guard numbers.count == parts.count, let last = numbers.last else { return nil }
    guard numbers.dropLast().allSatisfy({ $0 < 256 }), last < 1 << UInt64(8 * (5 - parts.count)) else { return nil }
    var value = last
    for (index, number) in numbers.dropLast().enumerated() { value |= number << UInt64(24 - 8 * index) }
    return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> UInt64($0)) }
  }

  private static func number(_ text: Substring) -> UInt64? {
    guard let first = text.utf8.first, (48...57).contains(first), text.utf8.count <= 16 else { return nil }
    if text.lowercased().hasPrefix("0x") {
      let digits = text.dropFirst(2)
      return digits.isEmpty ? 0 : UInt64(digits, radix: 16)
    }
    return UInt64(text, radix: first == 48 && text.utf8.count > 1 ? 8 : 10)
  }
}
