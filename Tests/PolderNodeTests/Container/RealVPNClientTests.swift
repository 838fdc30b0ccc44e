import Foundation
import Logging
import PolderCore
import Testing

@testable import PolderNode

/// No VPN server can run here, and the incumbent's image can not be had: in its place stands one that makes the device of a
/// tunnel by itself, gives it an address, and answers to `ip` as that does. So this is about what an engine gives the client.
@Suite(
  "the VPN client at a real engine", .timeLimit(.minutes(2)),
  .enabled(if: EngineUnderTest.isThere, "needs POLDER_TEST_ENGINE and busybox"))
struct RealVPNClientTests {
  private static let image = "localhost/polder-test-vpn:1"
  private static let ip = """
    #!/bin/sh
    busybox ip -f inet -o addr show dev tun0 \
    | busybox sed -n 's/.*inet \\([0-9.]*\\).*/[{"addr_info":[{"local":"\\1"}]}]/p'

    """
  private static let join = """
    busybox grep -q '^joins$' $VPN_CONFIG && busybox tunctl -t tun0 && busybox ip addr add 10.76.0.3/16 dev tun0 \
    && exec busybox sleep 600
    """

  /// The image, from the shell of the other tests and the two programs above.
  private func make(_ client: EngineClient) async throws {
    let shell = try #require(["/bin/busybox", "/usr/bin/busybox"].compactMap(FileManager.default.contents).first)
    let name = try #require(ImageName(Self.image))
    let files: [(String, [UInt8])] = [
      ("bin/busybox", [UInt8](shell)), ("bin/sh", [UInt8](shell)), ("bin/ip", Array(Self.ip.utf8)),
      ("bin/join", Array("#!/bin/sh\n\(Self.join)\n".utf8)),
    ]
    _ = try await client.makeImage(from: TarArchive.programs(files), name: name, changes: [#"CMD ["/bin/join"]"#])
  }

  @Test("it gets the device, the rights and its configuration, is found by its tunnel, and leaves nothing")
  func life() async throws {
    let place = try TemporaryFolder("vpn")
    let settings = VPNSettings(subnet: "10.76.0.0/16", image: Self.image)
    let board = HelperBoard(HelperSettings(vpn: settings), dataFolder: place.path)
    let runtime = try ContainerRuntime(
      settings: EngineUnderTest.settings(), node: "vpn", dataFolder: place.path, helpers: board, environment: [:],
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    let engine = try await runtime.link.engine()
    try await make(engine.client)
    let file = VPNFile(folder: "\(place.path)/vpn")
    try file.replace(with: "client\r\njoins\r\n")
    #expect(try await runtime.tunnelAddresses() == nil)
    guard try await runtime.vpnFindings(engine).allSatisfy({ $0.severity == .fine }) else {
      // An engine without root, on a machine that keeps the device for root: that is what the warning says.
      #expect(engine.info.isRootless)
      await #expect(throws: (any Error).self) { try await runtime.startVPNClient(settings, folder: file.folder) }
      try await runtime.removeVPNClient()
      return
    }
    try await runtime.startVPNClient(settings, folder: file.folder)
    var addresses: [String]? = []
    while addresses == [] { addresses = try await runtime.tunnelAddresses() }
    #expect(addresses == ["10.76.0.3"])
    #expect(try await runtime.leftovers(keeping: []) == ["container \(runtime.names.vpnClient)"])
    #expect(try await runtime.removeVPNClient())
    #expect(try await runtime.tunnelAddresses() == nil)
    #expect(try await runtime.leftovers(keeping: []).isEmpty)
  }
}
