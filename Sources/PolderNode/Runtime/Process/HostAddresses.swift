import Glibc
import PolderCore

/// The addresses by which this machine and its gateways could be reached (IPv4).
enum HostAddresses {
  /// The addresses of all interfaces.
  static func all() throws -> [String] {
    var list: UnsafeMutablePointer<ifaddrs>?
    guard getifaddrs(&list) == 0 else {
      throw PolderError("node-no-interfaces", "The machine's addresses can not be told (error \(errno)).")
    }
    defer { freeifaddrs(list) }
    var addresses: [String] = []
    var entry = list
    while let current = entry {
      if let name = current.pointee.ifa_addr, name.pointee.sa_family == sa_family_t(AF_INET) {
        let address = name.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { $0.pointee.sin_addr.s_addr }
        addresses.append(text(address))
      }
      entry = current.pointee.ifa_next
    }
    return addresses
  }

  /// The gateways of all routes.
  static func gateways() -> [String] {
    guard let table = SystemFile.text("/proc/net/route") else { return [] }
    return table.split(separator: "\n").dropFirst().compactMap { line in
      let columns = line.split(whereSeparator: \.isWhitespace)
      guard columns.count > 2, let gateway = UInt32(columns[2], radix: 16), gateway != 0 else { return nil }
      return text(gateway)
    }
  }

  /// The bytes of an address in network order, as they lie in memory.
  private static func text(_ address: UInt32) -> String {
    withUnsafeBytes(of: address) { $0.map(String.init).joined(separator: ".") }
  }
}
