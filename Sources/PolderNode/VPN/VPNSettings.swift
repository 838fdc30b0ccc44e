import PolderCore
import PolderHTTP
public import PolderService

/// The VPN between nodes: the keys `vpn_subnet`, `images: vpn_client` and `node_extra_hosts`.
public struct VPNSettings: Sendable, Hashable {
  /// The network of the VPN, as in `10.76.0.0/16`.
  public let subnet: String
  /// The image of the VPN client.
  public let image: String
  /// Names that the client knows beside those of its resolver, each with its address.
  public let hosts: [Host]
  /// The folder of the configuration file; nil for one in the node's own.
  public var folder: String?

  /// A name and its address.
  public struct Host: Sendable, Hashable {
    /// The name.
    public let name: String
    /// The address, or `host-gateway` for that of the machine.
    public let address: String

    /// A host.
    public init(name: String, address: String) {
      self.name = name
      self.address = address
    }
  }

  /// The image without a word of the configuration: the incumbent's, of the version whose contract holds.
  public static let usualImage =
    "ghcr.io/vantage6/infrastructure/vpn-client:"
    + PolderVersion.contract.split(separator: ".").prefix(2).joined(separator: ".")

  /// Settings.
  public init(subnet: String, image: String = Self.usualImage, hosts: [Host] = [], folder: String? = nil) {
    self.subnet = subnet
    self.image = image
    self.hosts = hosts
    self.folder = folder
  }

  /// Reads the keys of a whole configuration; nil where no VPN is asked for.
  /// - Throws: `PolderError` that names the key, its line and what to do
  public init?(_ file: Configuration) throws {
    guard let subnet = try file.string("vpn_subnet"), !subnet.isEmpty else { return nil }
    guard subnet.contains("/"), NetworkRange(subnet) != nil else {
      throw file.invalid("vpn_subnet", "a network such as 10.76.0.0/16")
    }
    let image = try file.string("images.vpn_client") ?? ""
    guard image.isEmpty || ImageName(image) != nil else {
      throw file.invalid("images.vpn_client", "the name of an image")
    }
    let hosts = try file.texts("node_extra_hosts").map { name, address in
      guard HelperSettings.isHostName(name), address == "host-gateway" || NetworkAddress(plain: address) != nil else {
        throw file.invalid("node_extra_hosts", "names, each with an address")
      }
      return Host(name: name, address: address)
    }
    self.init(subnet: subnet, image: image.isEmpty ? Self.usualImage : image, hosts: hosts)
  }

  /// All of them in one line, by which clients of other settings are told apart.
  var text: String { ([subnet, image] + hosts.map { "\($0.name)=\($0.address)" }).joined(separator: " ") }

  /// Whether runs can be led into it: connections of IPv4 are carried, into a network of 8 to 30 bits.
  var isCarried: Bool {
    let parts = subnet.split(separator: "/")
    return NetworkAddress(plain: String(parts[0]))?.bytes.count == 4 && parts.count == 2
      && Int(parts[1]).map { (8...30).contains($0) } == true
  }

  /// Whether an address lies in the VPN.
  func contains(_ address: String) -> Bool {
    guard let range = NetworkRange(subnet), let address = NetworkAddress(plain: address) else { return false }
    return range.contains(address)
  }
}
