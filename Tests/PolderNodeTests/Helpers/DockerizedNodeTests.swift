import PolderCore
import PolderService
import Testing

@testable import PolderNode

@Suite("a node that the incumbent's command line starts as a container")
struct DockerizedNodeTests {
  private let text = """
    api_key: \(goodKey)
    server_url: http://localhost
    port: 7601
    api_path: /api
    task_dir: /srv/tasks
    directories: {data: /srv/data, log: /srv/log}
    encryption: {enabled: true, private_key: keys/north.pem}
    databases:
      - {label: lung, uri: /srv/lung.csv, type: csv}
      - {label: scans, uri: /srv/scans, type: folder, mount_mode: ro}
      - {label: dwh, uri: "postgresql://dwh/x", type: sql}
      - {label: small, uri: /srv/small.db, type: sql}
    logging: {level: DEBUG, file: /srv/log/node.log, use_console: true, max_size: 1024, backup_count: 5}

    """

  private let environment = [
    "PRIVATE_KEY": "/mnt/private_key.pem", "DATA_VOLUME_NAME": "vantage6-north-user-vol",
    "LUNG_DATABASE_URI": "lung.csv", "SCANS_DATABASE_URI": "scans", "DWH_DATABASE_URI": "postgresql://dwh/x",
    "SMALL_DATABASE_URI": "small.db",
  ]

  private func read(_ text: String, existing: Set<String> = ["/mnt/log", "/mnt/small.db"]) throws -> NodeConfiguration {
    try DockerizedNode(environment: environment) { existing.contains($0) }
      .configuration(Configuration(text: text, source: "/mnt/config/north.yaml"))
  }

  @Test("everything lies where the command line mounted it, whatever the file says of the machine")
  func places() throws {
    let read = try read(text)
    #expect(read.dataFolder == "/mnt/data")
    #expect(read.privateKeyFile == "/mnt/private_key.pem")
    #expect(read.databases.map(\.uri) == ["/mnt/lung.csv", "/mnt/scans", "postgresql://dwh/x", "/mnt/small.db"])
    #expect(read.databases.map(\.isReadOnly) == [false, true, false, false])
    #expect(read.logging.file == "/mnt/log/node.log")
  }

  @Test("the VPN's configuration lies in the volume that the command line mounts for it")
  func vpn() throws {
    let text = text + "vpn_subnet: 10.76.0.0/16\n"
    #expect(try read(text, existing: ["/mnt/vpn"]).helpers.vpn?.folder == "/mnt/vpn")
    #expect(try read(text, existing: []).helpers.vpn?.folder == nil)
    #expect(try read(self.text, existing: ["/mnt/vpn"]).helpers.vpn == nil)
  }

  @Test("a database that the command line did not mount is what it says")
  func notMounted() throws {
    let read = try read(text, existing: [])
    #expect(read.databases.last?.uri == "small.db")
    #expect(read.logging.file == nil)
  }

  @Test("without a word containers run, on the engine whose socket is mounted; a word of the file counts")
  func runtime() throws {
    #expect(try read(text).runtime.kind == .container)
    #expect(try read(text).runtime.container.engine == "unix:///var/run/docker.sock")
    let other = text + "runtime: {kind: process, container: {engine: 'tcp://engine:2376'}}\n"
    #expect(try read(other).runtime.kind == .process)
    #expect(try read(other).runtime.container.engine == "tcp://engine:2376")
  }

  @Test("the keys of tunnels lie where they are mounted")
  func tunnels() throws {
    let file = try Configuration(text: text + HelperSamples.tunnel(), source: "/mnt/config/north.yaml")
    let mounted = DockerizedNode(environment: [:]) { $0 == "/mnt/ssh/warehouse.pem.tmp" }
    #expect(try mounted.configuration(file).helpers.tunnels.map(\.keyPath) == ["/mnt/ssh/warehouse.pem.tmp"])
    let other = DockerizedNode(environment: [:]) { _ in false }
    #expect(try other.configuration(file).helpers.tunnels.map(\.keyPath) == ["/etc/polder/key"])
  }
}
