import PolderCore
import PolderTransport
import Testing

@testable import PolderNode

@Suite("what the server has to do with the VPN, held to a recorded exchange with the Python server")
struct VPNServerLinkTests {
  /// A token of the node of the recording.
  private struct Tokens: TokenSource {
    func token() async throws -> String { "h.\(Base64.encode(Array(#"{"sub": 2}"#.utf8)).replacing("=", with: "")).s" }
    func token(insteadOf rejected: String) async throws -> String { try await token() }
  }

  private func link(_ server: RecordedServer) -> VPNServerLink {
    VPNServerLink(channel: server, tokens: Tokens(), retries: .never)
  }

  @Test("the node asks, tells its address and takes it back as in the recording")
  func exchange() async throws {
    let server = RecordedServer("portal")
    let link = link(server)
    #expect(try await link.vpnConfiguration() == "client\r\n<key>1</key>\r\n")
    try await link.tellVPNAddress("10.76.0.3")
    try await link.tellVPNAddress(nil)
    #expect(server.names == ["portal.vpn", "portal.join", "portal.leave"])
  }

  @Test("a server without a portal says so, and one that takes no address too")
  func refusals() async throws {
    let plain = await #expect(throws: RequestRefusal.self) {
      _ = try await link(RecordedServer("plain")).vpnConfiguration()
    }
    #expect(plain?.message == "This server does not support VPN")
    let bad = await #expect(throws: RequestRefusal.self) {
      try await link(RecordedServer("portal")).tellVPNAddress("1.2.3")
    }
    #expect(bad?.status == 400)
  }
}
