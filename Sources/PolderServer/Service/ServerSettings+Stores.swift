import PolderHTTP
import PolderService

extension ServerSettings {
  /// The keys of algorithm stores that are ours alone.
  static let storeKeys = ["store_networks", "store_networks_forbidden"]

  /// Reads how algorithm stores are called, and the address under which they know this server.
  mutating func readStores(_ configuration: Configuration) throws {
    stores.policy.allowed = try Self.networks(configuration, "store_networks")
    stores.policy.forbidden = try Self.networks(configuration, "store_networks_forbidden")
    stores.hostURI = try configuration.string("dev.host_uri")
    guard let address = try configuration.string("server_url"), !address.isEmpty else { return }
    let url = WebAddress.trimmed(address)
    stores.serverURL = url.hasSuffix(prefix) ? url : url + (prefix.hasPrefix("/") ? prefix : "/" + prefix)
  }

  private static func networks(_ configuration: Configuration, _ key: String) throws -> [NetworkRange] {
    try configuration.strings(key).map { text in
      guard let range = NetworkRange(text) else {
        throw configuration.invalid(key, "a list of networks such as 127.0.0.0/8 or fd00::/8, and `\(text)` is none")
      }
      return range
    }
  }
}
