import PolderCore
import PolderService
import Testing

@testable import PolderNode

@Suite("the section runtime.slurm")
struct SlurmSettingsTests {
  private func read(_ text: String) throws -> SlurmSettings {
    let file = try Configuration(text: "slurm:\n" + text, source: "node.yaml")
    return try SlurmSettings(#require(try file.section("slurm")), relativeTo: "/etc/polder")
  }

  @Test("all of it is read")
  func whole() throws {
    let settings = try read(
      """
        partition: long
        account: hospital
        qos: normal
        time_minutes: 90
        memory_mb: 4000
        cpus: 8
        arguments: ["--constraint=skylake", "--exclusive"]
        config: slurm.conf
        programs: /opt/slurm/bin
        poll_seconds: 30
        check_seconds: 600
        bridge: 10.0.0.5:4711
      """)
    #expect(
      settings
        == SlurmSettings(
          partition: "long", account: "hospital", qos: "normal", timeMinutes: 90, memoryMegabytes: 4_000, processors: 8,
          arguments: ["--constraint=skylake", "--exclusive"], configuration: "/etc/polder/slurm.conf",
          programs: "/opt/slurm/bin", pollSeconds: 30, checkSeconds: 600,
          bridge: BridgeAddress(host: "10.0.0.5", port: 4_711)))
  }

  @Test("nothing has to be given")
  func empty() throws { #expect(try read("  poll_seconds: 10\n") == SlurmSettings()) }

  @Test(
    "what can not be used is refused with its key",
    arguments: [
      "partion: long", "partition: 'a b'", "cpus: 0", "time_minutes: no",
      "arguments: ['--requeue']", "arguments: ['-p long']", "bridge: 10.0.0.5", "bridge: node1:4711",
      "bridge: 0.0.0.0:1",
      "poll_seconds: 0",
    ])
  func refused(line: String) throws {
    let error = #expect(throws: PolderError.self) { try read("  \(line)\n") }
    #expect(error?.object?.contains("node.yaml") == true)
  }

  @Test(
    "an address of the bridge is one address and a port",
    arguments: [
      "", ":", "1.2.3:4", "1.2.3.4.5:6", "1.2.3.256:4", "01.2.3.4:5", "1.2.3.4:0", "1.2.3.4:65536", "0.0.0.0:4",
    ])
  func addresses(text: String) { #expect(BridgeAddress(text) == nil) }
}
