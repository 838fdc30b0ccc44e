import PolderCore
import PolderServer
import PolderService
import Testing

struct StoreSettingsTests {
  private func settings(_ text: String) throws -> ServerSettings {
    let configuration = try Configuration(text: "uri: sqlite://\n" + text, source: "server.yaml")
    return try ServerSettings(configuration, environment: [:], dataFolder: "/data")
  }

  @Test("networks for stores and the server's own address are read; their keys are known")
  func reading() throws {
    let settings = try settings(
      """
      server_url: https://server.example/
      store_networks: [127.0.0.0/8, "::1"]
      store_networks_forbidden: 10.0.0.0/8
      dev: {host_uri: host.docker.internal}
      """)
    let policy = settings.stores.policy
    #expect(policy.allowed.count == 2 && policy.forbidden.count == 1)
    #expect(settings.stores.serverURL == "https://server.example/api")
    #expect(settings.stores.hostURI == "host.docker.internal")
    #expect(!settings.warnings.contains { $0.contains("store_networks") })
  }

  @Test("an address that ends in the prefix is taken as it is")
  func prefix() throws {
    #expect(try settings("server_url: https://s.example/api").stores.serverURL == "https://s.example/api")
  }

  @Test("what is no network is refused, with its key", arguments: ["store_networks", "store_networks_forbidden"])
  func wrong(key: String) throws {
    let error = #expect(throws: PolderError.self) { try settings("\(key): [10.0.0.0/40]") }
    #expect(error?.message.contains(key) == true)
  }
}
