import PolderCore
import PolderService
import Testing

@testable import PolderNode

@Suite("the helpers of a configuration")
struct HelperSettingsTests {
  private func read(_ text: String) throws -> HelperSettings {
    try HelperSettings(Configuration(text: text, source: "node.yaml"), relativeTo: "/srv/hospital")
  }

  @Test("keys with nothing behind them ask for nothing")
  func empty() throws {
    let settings = try read("ssh-tunnels: []\nwhitelist:\ndocker_services: {}\nvpn_subnet: ''\n")
    #expect(settings.isEmpty)
  }

  @Test("the incumbent's keys are read")
  func incumbent() throws {
    let settings = try read(
      """
      ssh-tunnels:
        - hostname: warehouse
          ssh:
            host: bastion.example.org
            port: 2222
            fingerprint: ssh-ed25519 \(HelperSamples.serverKey) comment
            identity: {username: polder, key: /etc/polder/key}
          tunnel: {bind: {ip: 0.0.0.0, port: 5432}, dest: {ip: 10.0.0.7, port: 5433}}
      whitelist: {domains: [.example.org], ips: [10.1.0.0/16], ports: [443, "8080"]}
      docker_services: {omop: postgres-omop}
      vpn_subnet: 10.76.0.0/16
      """)
    let tunnel = try #require(settings.tunnels.first)
    #expect(tunnel.hostname == "warehouse" && tunnel.user == "polder" && tunnel.keyPath == "/etc/polder/key")
    #expect(tunnel.server == .init(host: "bastion.example.org", port: 2222))
    #expect(tunnel.bind == .init(host: "0.0.0.0", port: 5432))
    #expect(tunnel.destination == .init(host: "10.0.0.7", port: 5433))
    #expect(tunnel.serverKey == "ssh-ed25519 \(HelperSamples.serverKey)")
    #expect(
      settings.allowList == AllowList(domains: [".example.org"], addresses: ["10.1.0.0/16"], ports: [443, 8_080]))
    #expect(settings.services == [LinkedService(alias: "omop", container: "postgres-omop")])
    #expect(settings.vpn == VPNSettings(subnet: "10.76.0.0/16"))
    #expect(settings.vpn?.image == "ghcr.io/vantage6/infrastructure/vpn-client:4.15")
  }

  @Test("a configuration without them asks for nothing")
  func nothing() throws {
    #expect(try read("api_key: x").isEmpty)
    #expect(try read("ssh-tunnels: []\ndocker_services: {}").isEmpty)
  }

  @Test("the port of an SSH server may be left out, those of the tunnel may not")
  func ports() async throws {
    #expect(try read(HelperSamples.tunnel(server: "host: bastion")).tunnels[0].server.port == 22)
    let error = await failure { try read(HelperSamples.tunnel(destination: "ip: 10.0.0.7")) }
    #expect(error?.code == .configurationMissing && error?.message.contains("tunnel.dest.port") == true)
  }

  @Test(
    "what could change the meaning of a file that is written is refused with its line",
    arguments: [
      HelperSamples.tunnel(hostname: "\"a b\""), HelperSamples.tunnel(hostname: "-oProxyCommand=x"),
      HelperSamples.tunnel(hostname: "a.b"), HelperSamples.tunnel(user: "\"x\\n  ProxyCommand y\""),
      HelperSamples.tunnel(server: "host: \"bastion\\nProxyCommand x\""), HelperSamples.tunnel(server: "host: -x"),
      HelperSamples.tunnel(key: "\"/etc/\\\"key\""), HelperSamples.tunnel(key: "\"/etc/a\\nb\""),
      HelperSamples.tunnel(fingerprint: "SHA256:abcdef"), HelperSamples.tunnel(fingerprint: "ssh-ed25519 short"),
      HelperSamples.tunnel(fingerprint: "\"bastion ssh-ed25519 \(HelperSamples.serverKey)\""),
      HelperSamples.tunnel(destination: "ip: 10.0.0.7, port: 0"),
      HelperSamples.tunnel(destination: "ip: 10.0.0.7, port: 1, prot: 2"),
      "whitelist: {domain: [a.example]}", "whitelist: {domains: ['a b']}", "whitelist: {domains: [10.0.0.1]}",
      "whitelist: {domains: [\"a\\nhttp_access allow all\"]}", "whitelist: {ips: [a.example]}",
      "whitelist: {ips: [10.0.0.0/33]}", "whitelist: {ports: [0]}", "whitelist: {ports: [http]}",
      "docker_services: {proxyserver: x}", "docker_services: {a: 'b c'}", "docker_services: {'a b': c}",
      "vpn_subnet: 10.76.0.0", "vpn_subnet: everything/8",
      "vpn_subnet: 10.76.0.0/16\nimages: {vpn_client: 'a b'}",
      "vpn_subnet: 10.76.0.0/16\nnode_extra_hosts: {a: everywhere}",
    ])
  func refused(_ text: String) async throws {
    let error = try #require(await failure { try read(text) })
    #expect(error.code == .configurationInvalid, "\(error)")
    #expect(error.object?.hasPrefix("node.yaml, line") == true, "\(error)")
    #expect(error.nextStep != nil)
  }

  @Test("a name is given once")
  func twice() async throws {
    let error = await failure { try read(HelperSamples.tunnel(hostname: "omop") + "docker_services: {OMOP: x}\n") }
    #expect(error?.code == .configurationInvalid)
  }
}
