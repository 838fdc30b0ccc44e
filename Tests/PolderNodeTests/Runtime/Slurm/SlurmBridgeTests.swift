import Foundation
import Glibc
import PolderCore
import Testing

@testable import PolderNode

@Suite("how jobs on other machines reach the proxy")
struct SlurmBridgeTests {
  /// Asks the proxy and prints the answer's body.
  private static let asking = """
    bash -c 'exec 3<>/dev/tcp/127.0.0.1/8080
    printf "GET /x HTTP/1.1\\r\\nHost: a\\r\\nConnection: close\\r\\n\\r\\n" >&3
    cat <&3' | tail -c 4
    """

  private func address() throws -> BridgeAddress { BridgeAddress(host: "127.0.0.1", port: try FreePort.find()) }

  private func fixture(_ script: String) throws -> SlurmFixture {
    try SlurmFixture(script, slurm: SlurmSettings(bridge: try address()))
  }

  private func upstream(_ run: SlurmFixture, _ body: String) throws -> PlainUpstream {
    try PlainUpstream(ProxySocket(folder: "\(run.place.path)/proxy", name: "proxy.sock"), answering: body)
  }

  @Test("a request from the sandbox reaches the run's proxy, and a large answer comes back whole")
  func through() async throws {
    let run = try fixture(Self.asking)
    let upstream = try upstream(run, String(repeating: "x", count: 3 << 20) + "here")
    let exit = try await run.run()
    #expect(exit.text == "here")
    withExtendedLifetime(upstream) {}
  }

  @Test("a helper is reached by its name through the same bridge, and by a run's secret alone")
  func helper() async throws {
    let helpers = HelperSettings(tunnels: [HelperSamples.plainTunnel("warehouse", port: 5_432)])
    let script = Self.asking.replacing("127.0.0.1/8080", with: "warehouse/5432")
    let run = try SlurmFixture(script, slurm: SlurmSettings(bridge: try address()), helpers: helpers)
    try NodeFolders.makeFolder(run.helpers.sockets)
    let behind = try PlainUpstream(run.helpers.socket("warehouse"), answering: "far away: rows")
    #expect(try await run.run().text == "rows")
    withExtendedLifetime(behind) {}
  }

  @Test("words behind a secret lead to that helper, or nowhere")
  func doors() {
    let proxy = ProxySocket(folder: "/p", name: "proxy.sock")
    let doors = BridgeDoors { $0 == "a.sock" ? ProxySocket(folder: "/h", name: $0) : nil }
    doors.open("secret", to: proxy)
    #expect(doors.socket(behind: "secret") == proxy)
    #expect(doors.socket(behind: "secret/a.sock") == ProxySocket(folder: "/h", name: "a.sock"))
    for words in ["secret/b.sock", "secret/", "other/a.sock", "/a.sock", ""] {
      #expect(doors.socket(behind: words) == nil, "\(words)")
    }
  }

  @Test("what the bridge made on the other machine is gone with the run")
  func traces() async throws {
    let run = try fixture("true")
    try await run.start()
    let attempt = try #require(ShimFolder(path: run.handle.folder).ticket()?.attempt)
    #expect(try await run.runtime.wait(run.handle).isSuccess)
    #expect(!FileManager.default.fileExists(atPath: "/tmp/polder-\(attempt)"))
  }

  @Test("a request waits while the node is away, and is answered by the next process of the node")
  func restart() async throws {
    let bridged = try fixture("until [ -e /mnt/tmp/go ]; do sleep 0.01; done; " + Self.asking)
    try await bridged.start()
    // The first process lets nobody in any more, as if it had ended.
    await bridged.runtime.bridge?.close(bridged.handle)
    try bridged.place.write("", to: "tmp/go")
    let upstream = try upstream(bridged, "here")
    #expect(try await bridged.runtime.adopt(bridged.handle) == .running)
    #expect(try await bridged.runtime.wait(bridged.handle).text == "here")
    withExtendedLifetime(upstream) {}
  }

  @Test("who says nothing is let in nowhere, and a secret that is cut off is none")
  func noSecret() throws {
    let place = try TemporaryFolder()
    let doors = BridgeDoors()
    doors.open("", to: ProxySocket(folder: place.path, name: "s"))
    #expect(doors.socket(behind: "") == nil)
    for text in ["", "\n", String(repeating: "a", count: 63), " " + String(repeating: "a", count: 64)] {
      try place.write(text, to: "bridge")
      #expect(ShimFolder(path: place.path).bridgeSecret() == nil, "\(text)")
    }
    try place.write(String(repeating: "a", count: 64) + "\n", to: "bridge")
    #expect(ShimFolder(path: place.path).bridgeSecret() == String(repeating: "a", count: 64))
  }

  @Test("the secret stands in a file that only the node's user reads")
  func secret() async throws {
    let run = try fixture("true")
    await run.cluster.hold()
    try await run.start()
    let attributes = try FileManager.default.attributesOfItem(atPath: "\(run.handle.folder)/bridge")
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    let spec = try #require(run.place.text("supervisor/spec"))
    let secret = try #require(ShimFolder(path: run.handle.folder).bridgeSecret())
    #expect(secret.utf8.count == 64)
    #expect(!spec.contains(secret))
    #expect(await run.cluster.entries["1"]?.submission.arguments.joined().contains(secret) == false)
  }

  @Test("only a greeting with a run's secret is let in", arguments: ["right", "wrong", "http", "long"])
  func greeting(kind: String) async throws {
    let place = try TemporaryFolder()
    let socket = ProxySocket(folder: place.path, name: "proxy.sock")
    let upstream = try PlainUpstream(socket, answering: "here")
    let port = try address()
    let bridge = ProxyBridge(port)
    let secret = RandomDigits.make(64)
    try await bridge.open(RuntimeHandle(run: RunID(7), folder: place.path), secret: secret, to: socket)
    let words =
      switch kind {
      case "right": "polder-bridge 1 \(secret)\n"
      case "wrong": "polder-bridge 1 \(RandomDigits.make(64))\n"
      case "http": "GET / HTTP/1.1\r\n\r\n"
      default: String(repeating: "x", count: 4_096)
      }
    let answer = try await Self.answer(to: words, at: port)
    #expect(answer == (kind == "right" ? "ok\n" : ""))
    #expect(bridge.entries == (kind == "right" ? 1 : 0))
    withExtendedLifetime(upstream) {}
  }

  @Test("after its end a run is let in no more")
  func closed() async throws {
    let port = try address()
    let bridge = ProxyBridge(port)
    let handle = RuntimeHandle(run: RunID(7), folder: "/none")
    try await bridge.open(handle, secret: "a", to: ProxySocket(folder: "/none", name: "s"))
    await bridge.close(handle)
    #expect(try await Self.answer(to: "polder-bridge 1 a\n", at: port) == "")
    #expect(bridge.entries == 0)
  }

  @Test("a port that is taken is told, and is no reason to refuse a check beside a node that runs")
  func taken() async throws {
    let port = try address()
    let first = ProxyBridge(port)
    try await first.listen()
    let second = ProxyBridge(port)
    let error = await #expect(throws: PolderError.self) { try await second.listen() }
    #expect(error?.message.contains("taken") == true)
    #expect(await second.isPortTaken)
  }

  /// What is answered before the other side closes, or the first three bytes; on a thread of its own.
  private static func answer(to words: String, at address: BridgeAddress) async throws -> String {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var name = sockaddr_in()
        name.sin_family = sa_family_t(AF_INET)
        name.sin_port = UInt16(address.port).bigEndian
        name.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
        _ = withUnsafePointer(to: &name) {
          $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
          }
        }
        let bytes = Array(words.utf8)
        send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
        var text: [UInt8] = []
        var byte: UInt8 = 0
        while text.count < 3, read(descriptor, &byte, 1) == 1 { text.append(byte) }
        continuation.resume(returning: String(decoding: text, as: UTF8.self))
      }
    }
  }
}
