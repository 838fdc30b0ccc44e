import Foundation
import PolderCore
import Synchronization
import Testing

@testable import PolderNode

@Suite("tunnels to a real SSH server", .enabled(if: RealSSHServer.isThere, "needs sshd, ssh and ssh-keygen"))
struct RealTunnelTests {
  @Test("several tunnels serve at once, each at a socket of its own")
  func several() async throws {
    let folder = try TemporaryFolder("tunnel")
    let server = try await RealSSHServer(folder)
    let running = try RunningHelper(server.command)
    await running.until(serves: true)
    let (one, first) = try await tunnel(server, "one")
    let (two, second) = try await tunnel(server, "two")
    #expect(try await FirstLine.of(.socket(first)).hasPrefix("SSH-2.0"))
    #expect(try await FirstLine.of(.socket(second)).hasPrefix("SSH-2.0"))
    await one.stop()
    #expect(try await FirstLine.of(.socket(second)).hasPrefix("SSH-2.0"))
    await two.stop()
    await running.stop()
  }

  @Test("a tunnel is found by its file and ended, as a killed node's is, and started again")
  func comesBack() async throws {
    let folder = try TemporaryFolder("tunnel")
    let server = try await RealSSHServer(folder)
    let running = try RunningHelper(server.command)
    await running.until(serves: true)
    let (tunnel, socket) = try await tunnel(server, "one")
    LeftHelper.endAll(in: folder.path)
    await tunnel.until(serves: false)
    await tunnel.until(serves: true)
    #expect(try await FirstLine.of(.socket(socket)).hasPrefix("SSH-2.0"))
    await tunnel.stop()
    await running.stop()
  }

  @Test("a server with another key than the configured one is not believed, and the reason is told")
  func otherKey() async throws {
    let folder = try TemporaryFolder("tunnel")
    let server = try await RealSSHServer(folder)
    let running = try RunningHelper(server.command)
    await running.until(serves: true)
    let command = try server.tunnel("one", to: server.port, key: "other")
      .prepare(in: folder.path + "/one", socket: folder.path + "/one.sock")
    let served = Mutex(false)
    let reason = try await HelperProcess(command).run { served.withLock { $0 = true } }
    #expect(reason.contains("Host key verification failed"), "\(reason)")
    #expect(!served.withLock { $0 })
    await running.stop()
  }

  @Test(
    "an algorithm in a sandbox reaches what is behind the tunnels that its node keeps, and a killed node's are ended")
  func algorithm() async throws {
    let folder = try TemporaryFolder("tunnel")
    let server = try await RealSSHServer(folder)
    let running = try RunningHelper(server.command)
    await running.until(serves: true)
    let tunnels = try ["one", "two"].map { try server.tunnel($0, to: server.port, bind: 5_432) }
    let run = try RunFixture(
      "for name in one two; do bash -c \"head -c 7 < /dev/tcp/$name/5432\"; done",
      helpers: HelperSettings(tunnels: tunnels))
    // What a former node left at the same socket.
    let left = try HelperProcess(
      tunnels[0].prepare(
        in: "\(run.helpers.folder)/tunnel-one", socket: "\(folder.path)/left.sock"))
    let (serving, serves) = AsyncStream.makeStream(of: Void.self)
    async let end = left.run { serves.finish() }
    for await _ in serving {}
    let log = LogLines()
    let helpers = try NodeHelpers(run.helpers, runtime: run.runtime, shim: ShimPath.value, logger: log.logger)
    let keeping = Task { await helpers.run() }
    await log.says("a helper serves", times: 2)
    let exit = try await run.run()
    #expect(exit.text == "SSH-2.0SSH-2.0")
    #expect(await end.hasPrefix("it"))
    keeping.cancel()
    await keeping.value
    await running.stop()
  }

  private func tunnel(_ server: RealSSHServer, _ name: String) async throws -> (RunningHelper, socket: String) {
    let folder = "\(server.folder.path)/\(name)"
    let socket = folder + ".sock"
    let helper = try RunningHelper(try server.tunnel(name, to: server.port).prepare(in: folder, socket: socket))
    await helper.until(serves: true)
    return (helper, socket)
  }
}
