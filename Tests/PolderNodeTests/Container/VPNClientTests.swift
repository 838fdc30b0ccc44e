import Glibc
import Logging
import PolderCore
import Synchronization
import Testing

@testable import PolderNode

/// Against a stand-in of an engine: the image of the VPN client can not be had here, and no VPN server can run. What engines
/// answer to these calls was seen on Docker 20.10 and Podman 4.3.
@Suite("the VPN client at an engine")
struct VPNClientTests {
  private static let id = String(repeating: "e", count: 12)
  private static let exec = String(repeating: "f", count: 12)
  private static let image = "sha256:" + String(repeating: "a", count: 64)
  private static let shim = "sha256:" + String(repeating: "b", count: 64)
  private static let settings = VPNSettings(
    subnet: "10.76.0.0/16", image: "vpn.example/client:1", hosts: [.init(name: "server.example", address: "192.0.2.7")])

  private let place: TemporaryFolder
  private let engine = FakeEngine()

  init() throws {
    place = try TemporaryFolder("vpn")
    engine.greet(as: "one")
  }

  private func runtime() throws -> ContainerRuntime {
    let settings = RuntimeSettings(
      kind: .container, container: ContainerSettings(engine: "unix:///nowhere/engine.sock"))
    let shim = place.path + "/shim"
    if !place.exists("shim") { try RunFile.write([1], to: shim) }
    engine.turn("GET /images/\(try ShimImage.name(of: [1]).reference)/json", 200, #"{"Id": "\#(Self.shim)"}"#)
    let helpers = HelperBoard(HelperSettings(vpn: Self.settings), dataFolder: place.path)
    return try ContainerRuntime(
      settings: settings, node: "ward", dataFolder: place.path, helpers: helpers,
      link: EngineLink(settings.container, environment: [:], image: ShimImage(path: shim), channel: engine),
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  }

  private func client(_ status: String, of runtime: ContainerRuntime) {
    engine.turn(
      "GET /containers/\(runtime.names.vpnClient)/json", 200,
      #"{"Id": "\#(Self.id)", "State": {"Status": "\#(status)", "StartedAt": "2025-01-01T00:00:00Z"}, "#
        + #""Config": {"Labels": {"polder.node": "\#(runtime.names.mark)"}}}"#)
  }

  private var calls: [String] { engine.state.withLock { $0.calls } }

  @Test("the client has what its image needs, and sees nothing of the node but the folder of its configuration")
  func body() throws {
    let plan = VPNClientPlan(
      settings: Self.settings, image: Self.image, source: "/srv/node/vpn",
      info: EngineInfo([:], isPodman: false), labels: [("vantage6-type", "vpn-client")])
    let host = try #require(plan.json["HostConfig"])
    #expect(host["CapAdd"] == ["NET_ADMIN", "SYSLOG"] && host["Privileged"] == false)
    #expect(
      host["Sysctls"] == ["net.ipv4.ip_local_port_range": "32768 49151", "net.ipv4.ip_forward": "0"],
      "ports of runs stay free, and nobody passes through")
    #expect(host["RestartPolicy"] == ["Name": "unless-stopped"])
    #expect(
      host["Devices"] == [
        ["PathOnHost": "/dev/net/tun", "PathInContainer": "/dev/net/tun", "CgroupPermissions": "rwm"]
      ])
    #expect(
      host["Mounts"] == [["Type": "bind", "Source": "/srv/node/vpn", "Target": "/mnt/vpn", "ReadOnly": false]])
    #expect(host["ExtraHosts"] == ["server.example:192.0.2.7"] && host["NetworkMode"] == nil)
    #expect(plan.json["Env"] == ["VPN_CONFIG=/mnt/vpn/vpn-config.ovpn.conf"])
    #expect(plan.json["Image"] == .string(Self.image) && plan.json["Labels"] == ["vantage6-type": "vpn-client"])
  }

  /// An entry of the list of containers.
  private func listed(_ id: String, _ type: String, _ mark: String) -> JSONValue {
    ["Id": .string(id), "Labels": ["polder.node": .string(mark), "vantage6-type": .string(type)]]
  }

  @Test("a client that is there is removed first, also one of an earlier process, then the new one is started")
  func start() async throws {
    let runtime = try runtime()
    let (mark, other) = (runtime.names.mark, String(repeating: "d", count: 12))
    engine.on("GET /images/vpn.example/client:1/json", 200, #"{"Id": "\#(Self.image)"}"#)
    engine.on("POST /images/create", 500, #"{"message": "no route to host"}"#)
    // What an engine lists of another node, or of another type, stays.
    engine.on(
      "GET /containers/json", 200,
      JSONValue.array([
        listed(Self.id, "vpn-client", mark), listed(other, "vpn-client", "another"), listed(other, "algorithm", mark),
      ]).text)
    engine.on("DELETE /containers/\(Self.id)", 204)
    engine.on("POST /containers/create", 201, #"{"Id": "\#(Self.exec)"}"#)
    engine.on("POST /containers/\(Self.exec)/start", 204)
    try await runtime.startVPNClient(Self.settings, folder: "\(place.path)/vpn")
    #expect(
      calls.suffix(4) == [
        "GET /containers/json", "DELETE /containers/\(Self.id)", "POST /containers/create",
        "POST /containers/\(Self.exec)/start",
      ])
    let (made, listed) = engine.state.withLock {
      ($0.queries["POST /containers/create"]?.first?.value, $0.queries["GET /containers/json"]?.last?.value)
    }
    #expect(made == runtime.names.vpnClient)
    #expect(listed?.contains("polder.node=\(mark)") == true)
  }

  @Test("the addresses of the tunnel are what `ip` says in the client")
  func addresses() async throws {
    let runtime = try runtime()
    client("running", of: runtime)
    engine.on("POST /containers/\(Self.id)/exec", 201, #"{"Id": "\#(Self.exec)"}"#)
    let answer =
      #"[{"ifname":"tun0","addr_info":[{"local":"fd00::3"},{"family":"inet","local":"10.76.0.3","prefixlen":16}]}]"#
    engine.on("POST /exec/\(Self.exec)/start", 200, EngineWorld.log(answer))
    #expect(try await runtime.tunnelAddresses() == ["10.76.0.3", "fd00::3"])
  }

  @Test(
    "no tunnel, no answer, or one that is none is no address",
    arguments: ["", "[]", "[{}]", "Device does not exist.", "{"])
  func noAddress(text: String) async throws {
    let runtime = try runtime()
    client("running", of: runtime)
    engine.on("POST /containers/\(Self.id)/exec", 201, #"{"Id": "\#(Self.exec)"}"#)
    engine.on("POST /exec/\(Self.exec)/start", 200, text.isEmpty ? "" : EngineWorld.log(text))
    #expect(try await runtime.tunnelAddresses() == [])
  }

  @Test("a client that is being started anew has no tunnel yet; one that is not there, or another's, is none")
  func away() async throws {
    let runtime = try runtime()
    #expect(try await runtime.tunnelAddresses() == nil)
    client("restarting", of: runtime)
    engine.on("POST /containers/\(Self.id)/exec", 409, #"{"message": "Container is restarting"}"#)
    #expect(try await runtime.tunnelAddresses() == [])
    engine.turn(
      "GET /containers/\(runtime.names.vpnClient)/json", 200,
      #"{"Id": "\#(Self.id)", "State": {"Status": "running"}, "Config": {"Labels": {"polder.node": "other"}}}"#)
    #expect(try await runtime.tunnelAddresses() == nil)
  }

  private func gate(_ status: String, at place: String, of runtime: ContainerRuntime) {
    engine.turn(
      "GET /containers/\(runtime.names.vpnGate)/json", 200,
      #"{"Id": "\#(Self.exec)", "State": {"Status": "\#(status)", "StartedAt": "2025-01-01T00:00:01Z"}, "#
        + #""Config": {"Labels": {"polder.order": "\#(place)"}}}"#)
  }

  @Test("a gate that stands in the network of the client as it runs now is left alone; any other is removed first")
  func gates() async throws {
    let runtime = try runtime()
    client("running", of: runtime)
    let place = "\(Self.id) 1735689600000000 \(Self.shim)"
    gate("running", at: place, of: runtime)
    try await runtime.openGate()
    #expect(!calls.contains { $0.hasPrefix("DELETE") || $0.hasPrefix("POST") })
    engine.on(
      "GET /containers/json", 200, JSONValue.array([listed(Self.exec, "vpn-gate", runtime.names.mark)]).text)
    engine.on("DELETE /containers/\(Self.exec)", 204)
    for (status, before) in [("running", "\(Self.id) 1"), ("exited", place)] {
      gate(status, at: before, of: runtime)
      // Nothing more can be made at this stand-in.
      await #expect(throws: (any Error).self) { try await runtime.openGate() }
    }
    #expect(engine.calls("DELETE /containers/\(Self.exec)") == 2)
  }

  @Test("without a client that runs there is nothing to lead into")
  func noGate() async throws {
    let runtime = try runtime()
    try await runtime.openGate()
    client("exited", of: runtime)
    try await runtime.openGate()
    #expect(!calls.contains { $0.hasPrefix("POST") })
  }

  @Test("a client is known again by its settings")
  func found() async throws {
    let runtime = try runtime()
    #expect(try await !runtime.hasVPNClient(Self.settings))
    engine.turn(
      "GET /containers/\(runtime.names.vpnClient)/json", 200,
      #"{"Id": "\#(Self.id)", "State": {"Status": "running"}, "Config": {"Labels": {"polder.node": "#
        + #""\#(runtime.names.mark)", "polder.order": "\#(Self.settings.text)"}}}"#)
    #expect(try await runtime.hasVPNClient(Self.settings))
    #expect(try await !runtime.hasVPNClient(VPNSettings(subnet: "10.77.0.0/16")))
  }

  @Test("a relay with a door begins with three rights, and is told whom it becomes; one without has none")
  func door() async throws {
    let runtime = try runtime()
    let engine = try await runtime.link.engine()
    let door = try #require(try runtime.doors?.open("order"))
    let plan = RelayPlan(
      engine: engine, ready: "\(place.path)/ready", sockets: [], ways: ["--listen", "1"], connections: 2, threads: 2,
      door: door, labels: [])
    let body = try plan.body(image: "shim")
    let host = try #require(body.json["HostConfig"])
    #expect(host["CapAdd"] == ["NET_ADMIN", "SETGID", "SETUID"] && host["CapDrop"] == ["ALL"])
    #expect(host["NetworkMode"] == "none" && body.user == .root)
    let user = ContainerUser(user: geteuid(), group: getegid())
    #expect(
      body.arguments?.dropFirst(3).prefix(8) == [
        "--vpn", "10.76.0.0/16", "--gate", "/gate/socket", "--door", "/door/socket", "--user", user.description,
      ])
    #expect(host["Mounts"]?.array?.compactMap { $0["Target"]?.string } == ["/gate", "/door", "/ready"])
    #expect(host["Mounts"]?[0]?["ReadOnly"] == true)
    var without = plan
    without.door = nil
    let plain = try without.body(image: "shim")
    #expect(plain.user == user && plain.json["HostConfig"]?["CapAdd"] == nil)
  }

  @Test("a check says whether the image is there; that of a node without a VPN says nothing")
  func findings() async throws {
    let runtime = try runtime()
    let link = try await runtime.link.engine()
    let missing = try await runtime.vpnFindings(link)
    #expect(missing.first?.severity == .warning && missing.first?.message.contains("vpn.example/client:1") == true)
    engine.on("GET /images/vpn.example/client:1/json", 200, #"{"Id": "\#(Self.image)"}"#)
    #expect(try await runtime.vpnFindings(link).first?.severity == .fine)
    let world = try EngineWorld()
    world.engine.greet(as: "one")
    let other = try world.runtime()
    #expect(try await other.vpnFindings(other.link.engine()).isEmpty)
  }
}
