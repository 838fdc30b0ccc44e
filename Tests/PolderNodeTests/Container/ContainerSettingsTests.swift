import PolderCore
import PolderService
import Testing

@testable import PolderNode

@Suite("the section runtime.container")
struct ContainerSettingsTests {
  private func settings(_ text: String) throws -> ContainerSettings {
    let file = try Configuration(text: "runtime: {kind: container, container: \(text)}", source: "node.yaml")
    let section = try #require(try file.section("runtime"))
    return try RuntimeSettings(section, relativeTo: "/srv/hospital").container
  }

  @Test("without a word the engine of this machine is taken, and nothing is given back")
  func least() throws {
    #expect(try settings("{}") == ContainerSettings())
  }

  @Test("everything that can be said is read")
  func most() throws {
    let read = try settings(
      """
      {engine: "tcp://host:2376", certificates: certs, processors: 1.5, spare_relays: 3, relax: [{image: "a/b:1", writable_root: true, \
      capabilities: [cap_setuid, SETGID], user: "1000:100"}, {image: c, user: image}]}
      """)
    #expect(read.engine == "tcp://host:2376")
    #expect(read.certificates == "/srv/hospital/certs")
    #expect(read.processors == 1.5)
    #expect(read.spareRelays == 3)
    #expect(
      read.relaxations == [
        ContainerRelaxation(
          image: "a/b:1", hasWritableRoot: true, capabilities: ["SETUID", "SETGID"], user: "1000:100"),
        ContainerRelaxation(image: "c", user: "image"),
      ])
  }

  @Test(
    "what would open a wall by mistake is refused",
    arguments: [
      "{engin: x}", "{engine: /var/run/docker.sock}", "{processors: 0}", "{spare_relays: -1}",
      "{relax: [{writable_root: true}]}",
      "{relax: [{image: a, writeable_root: true}]}", "{relax: [{image: a, capabilities: [ALL]}]}",
      "{relax: [{image: a, capabilities: ['SYS ADMIN']}]}", "{relax: [{image: a, user: root}]}",
      "{relax: [{image: 'A B'}]}",
    ])
  func refused(text: String) async {
    let error = await failure { try settings(text) }
    #expect([.configurationInvalid, .configurationMissing].contains(error?.code))
    #expect(error?.object?.hasPrefix("node.yaml") == true)
  }
}
