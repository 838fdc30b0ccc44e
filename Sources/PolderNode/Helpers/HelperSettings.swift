import PolderCore
public import PolderService

/// What algorithms may reach beside the proxy, and by what helpers: the keys `ssh-tunnels`, `whitelist`,
/// `docker_services` and `vpn_subnet`.
public struct HelperSettings: Sendable, Hashable {
  /// Tunnels to machines behind SSH servers.
  public var tunnels: [SSHTunnel]
  /// Hosts that may be reached through a filter; nil for none.
  public let allowList: AllowList?
  /// Containers that are linked into the network of algorithms.
  public let services: [LinkedService]
  /// The VPN between nodes; nil for none.
  public var vpn: VPNSettings?

  /// Settings; by default nothing beside the node's proxy.
  public init(
    tunnels: [SSHTunnel] = [], allowList: AllowList? = nil, services: [LinkedService] = [], vpn: VPNSettings? = nil
  ) {
    self.tunnels = tunnels
    self.allowList = allowList
    self.services = services
    self.vpn = vpn
  }

  /// The top-level keys that are read here.
  public static let keys = ["ssh-tunnels", "whitelist", "docker_services", "vpn_subnet"]

  /// Reads the keys of a whole configuration.
  /// - Parameters:
  ///   - file: the configuration
  ///   - folder: where relative paths lie
  /// - Throws: `PolderError` that names the key, its line and what to do
  public init(_ file: Configuration, relativeTo folder: String) throws {
    tunnels = try file.sections("ssh-tunnels").map { section in
      var tunnel = try SSHTunnel(section)
      tunnel.keyPath = NodeFolders.absolute(tunnel.keyPath, relativeTo: folder)
      return tunnel
    }
    allowList = try file.section("whitelist").map { try AllowList($0) }
    services = try LinkedService.list(file)
    vpn = try VPNSettings(file)
    var aliases: Set<String> = []
    for (alias, key) in tunnels.map({ ($0.hostname, "ssh-tunnels") }) + services.map({ ($0.alias, "docker_services") })
    where !aliases.insert(alias.lowercased()).inserted || Self.taken.contains(alias.lowercased()) {
      throw file.invalid(key, "under names that are given once, and not to the node's own parts; `\(alias)` is taken")
    }
  }

  /// Names that the node's own parts have in the network of algorithms.
  private static let taken: Set = ["proxyserver", "squid", "localhost"]

  /// Whether there is anything to start or to link.
  public var isEmpty: Bool { tunnels.isEmpty && allowList == nil && services.isEmpty && vpn == nil }

  /// Whether a text can be the name of a host: letters, digits, dots, dashes and underscores, not first a dash.
  static func isHostName(_ text: String) -> Bool {
    guard let first = text.utf8.first, first != 45, first != 46, text.utf8.count <= 253 else { return false }
    return text.utf8.allSatisfy {
      (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || [45, 46, 95].contains($0)
    }
  }
}
