import Foundation
import PolderCore
import PolderService
import Testing

@testable import PolderNode

@Suite("what helpers need")
struct HelperCheckTests {
  private let place: TemporaryFolder

  init() throws {
    place = try TemporaryFolder("helpers")
    try place.write("secret", to: "key")
    for name in ["ssh", "squid"] {
      try place.write("", to: name)
      try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: "\(place.path)/\(name)")
    }
  }

  private func findings(
    _ helpers: HelperSettings, path: String? = nil, _ runtime: RuntimeSettings = RuntimeSettings()
  ) -> [RuntimeFinding] {
    var configuration = NodeConfiguration(
      apiKey: goodKey, serverURL: "http://a", port: 1, dataFolder: "/d", runtime: runtime)
    configuration.helpers = helpers
    return HelperCheck.findings(configuration, path: path ?? place.path)
  }

  private func tunnel(port: Int = 5_432) -> SSHTunnel {
    var tunnel = HelperSamples.plainTunnel("warehouse", port: port)
    tunnel.keyPath = "\(place.path)/key"
    return tunnel
  }

  private let list = AllowList(domains: ["a.example"], addresses: [], ports: [])

  @Test("without a helper there is nothing to say; with all there is, all is well")
  func fine() {
    #expect(findings(HelperSettings()) == [])
    let all = findings(HelperSettings(tunnels: [tunnel()], allowList: list))
    #expect(all.map(\.severity) == [.fine, .fine])
  }

  @Test("a program that is missing is named, with the package that has it")
  func programs() {
    let all = findings(HelperSettings(tunnels: [tunnel()], allowList: list), path: "/nowhere")
    #expect(all.map(\.subject) == ["ssh-tunnels", "whitelist"])
    #expect(all.allSatisfy { $0.severity == .refusal })
    #expect(all[0].message.contains("ssh") && all[1].message.contains("squid"))
    #expect(all.allSatisfy { $0.nextStep?.contains("openssh-client") == true })
  }

  @Test("a key that is not there is named")
  func key() {
    let all = findings(HelperSettings(tunnels: [HelperSamples.plainTunnel("warehouse", port: 5_432)]))
    #expect(all.last?.severity == .refusal)
    #expect(all.last?.message.contains("/none/key") == true)
  }

  @Test("programs can not be linked to containers, be in a VPN or have the ports below 1024; containers can")
  func runtimes() {
    let helpers = HelperSettings(
      tunnels: [tunnel(port: 443)], services: [LinkedService(alias: "omop", container: "postgres")],
      vpn: VPNSettings(subnet: "10.76.0.0/16"))
    for kind in [RuntimeSettings.Kind.process, .slurm] {
      let refused = findings(helpers, RuntimeSettings(kind: kind)).filter { $0.severity == .refusal }
      #expect(refused.map(\.subject) == ["docker_services", "vpn_subnet", "ssh-tunnels"])
      #expect(refused.allSatisfy { $0.nextStep?.contains("container") == true })
    }
    #expect(findings(helpers, RuntimeSettings(kind: .container)).allSatisfy { $0.severity == .fine })
  }

  @Test("without a sandbox no name can be had")
  func noSandbox() {
    let refused = findings(
      HelperSettings(tunnels: [tunnel()], allowList: list), RuntimeSettings(sandbox: .off)
    ).filter { $0.severity == .refusal }
    #expect(refused.map(\.subject) == ["ssh-tunnels", "whitelist"])
  }

  @Test("a node whose helpers can not work does not start, and says why")
  func node() async throws {
    let bench = try TestBench()
    let error = await #expect(throws: PolderError.self) {
      try await bench.withNode({
        $0.helpers = HelperSettings(services: [LinkedService(alias: "omop", container: "postgres")])
      }) {}
    }
    #expect(error?.code == .helperUnusable)
    #expect(error?.object == "docker_services")
  }

  @Test("a check tells what helpers need, under their keys")
  func step() {
    var facts = NodeFacts(source: "node.yaml", machine: MachineFact(memory: 1 << 30, processors: 4))
    facts.helpers = findings(HelperSettings(allowList: list), path: "/nowhere")
    let items = HelperStep().items(facts)
    #expect(items.map(\.name) == ["helpers: whitelist"])
    #expect(items.map(\.state) == [.error])
  }
}
