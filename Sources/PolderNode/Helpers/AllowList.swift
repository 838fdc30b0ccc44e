import PolderCore
import PolderHTTP
public import PolderService

/// The hosts outside that algorithms may reach through a filter (`whitelist`).
public struct AllowList: Sendable, Hashable {
  /// Names of hosts; with a dot in front all below them too.
  public let domains: [String]
  /// Addresses and networks.
  public let addresses: [String]
  /// The ports that may be asked for.
  public let ports: [Int]

  /// A list; without ports those of the web are meant.
  public init(domains: [String], addresses: [String], ports: [Int]) {
    self.domains = domains
    self.addresses = addresses
    self.ports = ports.isEmpty ? [80, 443] : ports
  }

  /// Reads the section `whitelist`.
  /// - Throws: `PolderError` that names the key, its line and what to do
  public init(_ section: Configuration) throws {
    // A rule that is misspelt must not look as if it held.
    try section.requireKnown(["domains", "ips", "ports"])
    let domains = try section.strings("domains")
    for (index, domain) in domains.enumerated() {
      let name = domain.hasPrefix(".") ? String(domain.dropFirst()) : domain
      guard HelperSettings.isHostName(name), NetworkAddress(name) == nil else {
        throw section.invalid("domains", "names such as example.org or .example.org; entry \(index + 1) is none")
      }
    }
    let addresses = try section.strings("ips")
    for (index, address) in addresses.enumerated() where NetworkRange(address) == nil {
      throw section.invalid("ips", "a list of addresses or networks such as 10.1.0.0/16; entry \(index + 1) is none")
    }
    let ports = try section.strings("ports").enumerated().map { index, text in
      guard let port = Int(text), (1...65_535).contains(port) else {
        throw section.invalid("ports", "a list of ports from 1 to 65535; entry \(index + 1) is none")
      }
      return port
    }
    self.init(domains: domains, addresses: addresses, ports: ports)
  }

  /// Whether nothing may be reached at all.
  public var isEmpty: Bool { domains.isEmpty && addresses.isEmpty }
}
