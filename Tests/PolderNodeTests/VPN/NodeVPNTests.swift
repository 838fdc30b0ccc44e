import Foundation
import Logging
import PolderCore
import PolderService
import PolderTransport
import Synchronization
import Testing

@testable import PolderNode

@Suite("keeping the node in the VPN")
struct NodeVPNTests {
  private static let own = "10.76.0.3"
  private let place: TemporaryFolder
  private let tunnel = FakeTunnel()

  init() throws { place = try TemporaryFolder("vpn") }

  private var quiet: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }

  /// A node's VPN; each look, and nothing else, takes a second.
  private func vpn(logger: Logger? = nil) -> NodeVPN {
    let time = Mutex(Duration.zero)
    return NodeVPN(
      VPNSettings(subnet: "10.76.0.0/16"), dataFolder: place.path, runtime: tunnel, server: tunnel,
      logger: logger ?? quiet, now: { time.withLock { $0 } },
      pause: { pause in
        try Task.checkCancellation()
        await Task.yield()
        time.withLock { $0 += pause }
      })
  }

  private func keep() throws { try VPNFile(folder: "\(place.path)/vpn").replace(with: "kept\n") }

  private func file() -> String? {
    FileManager.default.contents(atPath: "\(place.path)/vpn/\(VPNFile.name)")
      .map { String(decoding: $0, as: UTF8.self) }
  }

  @Test("the node joins with the server's configuration, tells its address, and takes it back when it ends")
  func whole() async throws {
    tunnel.state.withLock { $0.looks = [[], [], [Self.own]] }
    let (serving, serves) = AsyncStream.makeStream(of: Void.self)
    let vpn = vpn()
    let run = Task { await vpn.run { serves.yield() } }
    for await _ in serving { break }
    await tunnel.until("tell \(Self.own)")
    run.cancel()
    #expect(await run.value == "it was ended")
    #expect(tunnel.log == ["remove", "ask", "start", "tell \(Self.own)", "remove", "tell none"])
    #expect(file() == "client\n")
  }

  @Test("an earlier configuration is tried first, and replaced when it leads to no tunnel")
  func kept() async throws {
    try keep()
    tunnel.state.withLock { $0.looks = Array(repeating: [], count: 61) + [[Self.own], nil] }
    #expect(await vpn().run {} == "the VPN client has ended")
    #expect(
      tunnel.log == ["remove", "start", "remove", "ask", "start", "tell \(Self.own)", "tell none", "remove"])
    #expect(file() == "client\n")
  }

  @Test("a server without a VPN, a configuration that is refused and a client that does not start are reasons")
  func reasons() async throws {
    tunnel.state.withLock { $0.configurations = ["up /bin/sh\n"] }
    #expect(await vpn().run {}.contains("`up`"))
    #expect(await vpn().run {} == "there is no configuration: This server does not support VPN")
    try keep()
    tunnel.state.withLock { $0.startFails = true }
    #expect(await vpn().run {} == "the VPN client can not be started: There is no such image.")
    #expect(!tunnel.log.contains { $0.hasPrefix("tell") })
  }

  @Test("what a killed node left is taken away first, its address at the server too")
  func left() async throws {
    tunnel.state.withLock {
      $0.runs = true
      $0.configurations = []
    }
    _ = await vpn().run {}
    #expect(tunnel.log == ["remove", "tell none", "ask", "remove"])
    tunnel.state.withLock { $0 = FakeTunnel.State(runs: true) }
    // The client goes last: as long as it is there, the next start takes the address back.
    tunnel.state.withLock { $0.isDeaf = true }
    await NodeVPN.clear(tunnel, tunnel, logger: quiet)
    #expect(tunnel.log == ["tell none"])
    tunnel.state.withLock { $0.isDeaf = false }
    await NodeVPN.clear(tunnel, tunnel, logger: quiet)
    #expect(tunnel.log == ["tell none", "tell none", "remove"])
    tunnel.state.withLock { $0.looks = [nil] }
    await NodeVPN.clear(tunnel, tunnel, logger: quiet)
    #expect(tunnel.log.count == 3)
  }

  @Test("the client of a killed node goes on where it still runs, so that runs keep their connections")
  func found() async throws {
    try keep()
    tunnel.state.withLock {
      $0.runs = true
      $0.isOther = false
      $0.looks = [[Self.own], nil]
    }
    #expect(await vpn().run {} == "the VPN client has ended")
    #expect(tunnel.log == ["tell \(Self.own)", "tell none", "remove"])
  }

  @Test("an engine that does not answer takes no client from anybody; the next attempt finds it")
  func unseen() async throws {
    tunnel.state.withLock {
      $0.runs = true
      $0.isOther = false
      $0.looks = [[Self.own], nil]
      $0.findFailure = PolderError(.transportUnreachable, "The engine is slow.")
    }
    let vpn = vpn()
    #expect(await vpn.run {} == "it can not be seen whether a VPN client runs: The engine is slow.")
    #expect(tunnel.log.isEmpty)
    _ = await vpn.run {}
    #expect(tunnel.log == ["tell \(Self.own)", "tell none", "remove"])
  }

  @Test("a client that was left without a tunnel is replaced by one with a fresh configuration")
  func foundWithout() async throws {
    tunnel.state.withLock {
      $0.runs = true
      $0.isOther = false
      $0.looks = Array(repeating: [], count: 61) + [[Self.own], nil]
    }
    #expect(await vpn().run {} == "the VPN client has ended")
    #expect(tunnel.log == ["remove", "ask", "start", "tell \(Self.own)", "tell none", "remove"])
  }

  @Test("runs are led into each tunnel that is seen; what keeps them from that is told once, and keeps nobody else")
  func gate() async throws {
    try keep()
    let lines = LogLines()
    let logger = Logger(label: "test") { label in LineLogHandler(label: label, sink: lines, now: { noon }) }
    tunnel.state.withLock {
      $0.looks = [[Self.own], [Self.own], [], [Self.own], nil]
      $0.gateFailure = PolderError(.runtimeStartFailed, "No gate can be made.")
    }
    #expect(await vpn(logger: logger).run {} == "the VPN client has ended")
    #expect(tunnel.state.withLock { $0.gates } == 3)
    #expect(lines.all.count { $0.contains("No gate can be made.") } == 1)
    #expect(tunnel.log.contains("tell \(Self.own)"))
  }

  @Test("a server that is away at the end of an attempt hears at the next one that there is no address")
  func deaf() async throws {
    tunnel.state.withLock {
      $0.looks = [[Self.own], nil]
      $0.isDeaf = true
    }
    let vpn = vpn()
    #expect(await vpn.run {} == "the VPN client has ended")
    tunnel.state.withLock { $0 = FakeTunnel.State(looks: [nil], configurations: []) }
    _ = await vpn.run {}
    #expect(tunnel.log.prefix(2) == ["remove", "tell none"])
    _ = await vpn.run {}
    #expect(tunnel.log.count { $0 == "tell none" } == 1)
  }

  @Test("nothing of a configuration is ever logged, also when it is refused")
  func silent() async throws {
    let lines = LogLines()
    tunnel.state.withLock { $0.configurations = ["<key>\nTOP-SECRET\n</key>\nup TOP-SECRET\n"] }
    let logger = Logger(label: "test") { label in LineLogHandler(label: label, sink: lines, now: { noon }) }
    let reason = await vpn(logger: logger).run {}
    #expect(reason.contains("`up`") && !reason.contains("TOP-SECRET"))
    #expect(!lines.all.joined().contains("TOP-SECRET"))
  }

  @Test("it is one of the helpers: kept up beside them, begun again after a pause, and taken back at the node's end")
  func helper() async throws {
    tunnel.state.withLock {
      $0.configurations = []
      $0.looks = [[Self.own]]
    }
    let board = HelperBoard(HelperSettings(vpn: VPNSettings(subnet: "10.76.0.0/16")), dataFolder: place.path)
    let helpers = try NodeHelpers(board, runtime: tunnel, vpn: vpn(), shim: "/none", logger: quiet)
    let run = Task { [tunnel] in
      await helpers.run { pause in
        // The attempt's own limit never ends; the pause after the first is that in which the server gets a portal.
        guard pause < .seconds(60) else {
          for await _ in AsyncStream<Void>.makeStream().stream {}
          throw CancellationError()
        }
        tunnel.state.withLock { $0.configurations = ["client\n"] }
      }
    }
    await tunnel.until("tell \(Self.own)")
    run.cancel()
    await run.value
    #expect(tunnel.log.count { $0 == "ask" } == 2)
    #expect(tunnel.log.suffix(2) == ["remove", "tell none"])
  }
}
