import Glibc

/// An address of IPv4.
struct IPv4Address: Hashable, Sendable {
  static let loopback = IPv4Address(number: 0x7F00_0001)

  /// Its 32 bits, in the machine's byte order.
  let number: UInt32

  init(number: UInt32) {
    self.number = number
  }

  /// Reads `10.76.0.1`; nil for anything else.
  init?(_ text: some StringProtocol) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var number: UInt32 = 0
    for part in parts {
      guard let byte = UInt8(decimal: part) else { return nil }
      number = number << 8 | UInt32(byte)
    }
    self.number = number
  }

  var text: String { bytes.map(String.init).joined(separator: ".") }

  /// Its four bytes in their usual order.
  var bytes: [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) } }

  /// The addresses that this machine has now, or those of one interface; nil if the system does not tell.
  static func own(of interface: String? = nil) -> [IPv4Address]? {
    var list: UnsafeMutablePointer<ifaddrs>?
    guard getifaddrs(&list) == 0 else { return nil }
    defer { freeifaddrs(list) }
    var found: [IPv4Address] = []
    var next = list
    while let entry = next?.pointee {
      next = entry.ifa_next
      guard let address = entry.ifa_addr, address.pointee.sa_family == sa_family_t(AF_INET),
        interface == nil || interface == String(cString: entry.ifa_name)
      else { continue }
      let number = address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { $0.pointee.sin_addr.s_addr }
      found.append(IPv4Address(number: UInt32(bigEndian: number)))
    }
    return found
  }
}
