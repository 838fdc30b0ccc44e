import Hummingbird
import PolderCore
import PolderServer
import PolderService
import Testing

/// Against a stand-in for the portal over real HTTP, since no eduVPN portal can run in a test.
struct VPNConfigurationTests {
  private static let node = Caller.node(201)

  private func settings(_ yaml: String) throws -> ServerSettings {
    try ServerSettings(
      Configuration(text: "uri: \"sqlite://\"\n" + yaml, source: "x.yaml"), environment: [:], dataFolder: "/")
  }

  private func house(_ portal: StandInPortal, _ change: (inout [String: String]) -> Void = { _ in }) async throws
    -> HandlerHouse
  {
    let vpn = try settings(portal.configuration(change)).vpn
    return try await SmallWorld.house { $0.vpn = vpn }
  }

  private static let steps = [
    "GET /.well-known/vpn-user-portal", "POST /portal/_user_pass_auth/verify", "GET /portal/oauth/authorize",
    "POST /portal/oauth/token", "GET /portal/api/v3/info", "POST /portal/api/v3/connect",
  ]

  @Test("a node gets the configuration that the portal makes, and a new key when it asks for one (deviation 8)")
  func configuration() async throws {
    try await StandInPortal.run { portal in
      let house = try await house(portal)
      let first = try await house.call(.get, "/vpn", as: Self.node)
      #expect(first.status == 200 && first.json == ["ovpn_config": "client\r\n<key>1</key>\r\n"])
      #expect(portal.lines == Self.steps)
      let second = try await house.call(.post, "/vpn/update", ["vpn_config": "old"], as: Self.node)
      #expect(second.status == 200 && second.json == ["ovpn_config": "client\r\n<key>2</key>\r\n"])
    }
  }

  @Test("a portal that takes the client's secret as a header only is served too")
  func secretInHeader() async throws {
    try await StandInPortal.run(.secretInHeader) { portal in
      let house = try await house(portal)
      #expect(try await house.call(.get, "/vpn", as: Self.node).status == 200)
    }
  }

  @Test("nobody but a node makes this server ask the portal")
  func others() async throws {
    try await StandInPortal.run { portal in
      let house = try await house(portal)
      for caller in [Caller.root, SmallWorld.container(of: SmallWorld.runs[0])] {
        #expect(try await house.call(.get, "/vpn", as: caller).status == 403)
        #expect(try await house.call(.post, "/vpn/update", ["vpn_config": ""], as: caller).status == 403)
      }
      #expect(portal.lines.isEmpty)
    }
  }

  @Test(
    "a portal that does not let this server in, or answers otherwise than one does, is told as the contract has it",
    arguments: [
      (StandInPortal.Fault.noPortal, "vpn-misconfigured", 1), (.elsewhere, "vpn-misconfigured", 1),
      (.wrongPassword, "vpn-portal-refused", 3), (.otherState, "vpn-portal-refused", 3),
      (.wrongClient, "vpn-portal-refused", 5), (.noProfile, "vpn-misconfigured", 5),
      (.refusesConfiguration, "vpn-misconfigured", 6),
    ])
  func faults(fault: StandInPortal.Fault, code: String, steps: Int) async throws {
    try await StandInPortal.run(fault) { portal in
      let house = try await house(portal)
      let reply = try await house.call(.get, "/vpn", as: Self.node)
      #expect(reply.status == 500 && reply.headers["polder-error"] == code, "\(reply.message ?? "")")
      #expect(reply.message?.hasPrefix("Could not obtain VPN configuration because the vantage6 server") == true)
      #expect(portal.lines.count == steps)
    }
  }

  @Test("the portal is asked for four nodes at once, and a fifth is told to come again")
  func atOnce() async throws {
    let (arrivals, arrived) = AsyncStream.makeStream(of: Void.self)
    let (release, opened) = AsyncStream.makeStream(of: Void.self)
    let gate = Task { for await _ in release {} }
    try await StandInService.run { _ in
      arrived.yield()
      await gate.value
      return Response(status: .notFound)
    } body: { port in
      var vpn = try #require(
        try settings(
          """
          vpn_server: {url: "http://127.0.0.1:\(port)", portal_username: u, portal_userpass: p, client_id: c, \
          client_secret: s, redirect_url: "http://r"}
          """
        ).vpn)
      vpn.patience = .seconds(3_600)
      let house = try await SmallWorld.house { [vpn] in $0.vpn = vpn }
      try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<4 { group.addTask { try await house.call(.get, "/vpn", as: Self.node).status } }
        var waiting = 0
        for await _ in arrivals {
          waiting += 1
          if waiting == 4 { break }
        }
        let fifth = try await house.call(.get, "/vpn", as: Self.node)
        #expect(fifth.status == 503 && fifth.headers["polder-error"] == "vpn-portal-busy")
        opened.finish()
        for try await status in group { #expect(status == 500) }
      }
      let later = try await house.call(.get, "/vpn", as: Self.node)
      #expect(later.headers["polder-error"] == "vpn-misconfigured")
    }
  }

  @Test("a portal where nobody answers is 503")
  func unreachable() async throws {
    var settings: VPNSettings?
    try await StandInPortal.run { portal in settings = try self.settings(portal.configuration()).vpn }
    let house = try await SmallWorld.house { [settings] in $0.vpn = settings }
    #expect(
      try await house.said(.get, "/vpn", as: Self.node)
        == "503 VPN server unreachable. Please contact your server administrator")
  }

  @Test("a section that lacks a key is told when the server starts, and serves everything else")
  func missing() async throws {
    try await StandInPortal.run { portal in
      let read = try settings(portal.configuration { $0["client_secret"] = nil })
      #expect(read.warnings.count == 1 && read.warnings.first?.contains("lacks `client_secret`") == true)
      let house = try await house(portal) { $0["client_secret"] = nil }
      let reply = try await house.call(.get, "/vpn", as: Self.node)
      #expect(reply.status == 500 && reply.headers["polder-error"] == "vpn-misconfigured")
      #expect(portal.lines.isEmpty)
    }
  }

  @Test(
    "an address of a portal that could be read in two ways is refused by its key",
    arguments: ["vpn.example.org", "https://", "https://u:p@h", "https://h/?a", "ftp://h", "https://h/%2e"])
  func address(url: String) {
    let error = #expect(throws: PolderError.self) { try settings("vpn_server: {url: \"\(url)\"}") }
    #expect(error?.message.contains("`vpn_server.url`") == true)
  }

  @Test("what is logged of the settings holds no secret")
  func noSecret() throws {
    let vpn = try #require(
      try settings("vpn_server: {url: \"https://h\", portal_userpass: geheim, client_secret: geheim}").vpn)
    #expect(!"\(vpn)".contains("geheim"))
  }
}
