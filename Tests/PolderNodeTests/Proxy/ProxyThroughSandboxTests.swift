import Foundation
import Logging
import PolderCore
import PolderTransport
import Testing

@testable import PolderNode

@Suite("an algorithm asks the server through sandbox, relay and proxy")
struct ProxyThroughSandboxTests {
  private static let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

  private static let asks = """
    exec 3<>/dev/tcp/127.0.0.1/8080
    printf 'GET /organization/5 HTTP/1.1\\r\\nHost: p\\r\\nAuthorization: Bearer %s\\r\\nConnection: close\\r\\n\\r\\n' \\
      "$(cat /mnt/data/task-000000007/token)" >&3
    cat <&3
    """

  @Test("an answer of the server arrives in the algorithm")
  func answer() async throws {
    let run = try RunFixture(program: ["/bin/bash", "-c", Self.asks])
    try run.place.write(ProxyFixture.token, to: "task/token")
    let server = FakeUpstream(200, ["name": "Hospital 5"])
    let proxy = NodeProxy(upstream: server, changes: ChangeSignal(), logger: Self.logger)
    _ = try await proxy.register(ProxyFixture.registration(folder: "\(run.place.path)/proxy"))
    let exit = try await run.run()
    #expect(exit.text.hasPrefix("HTTP/1.1 200"))
    #expect(exit.text.hasSuffix(#"{"name":"Hospital 5"}"#))
    #expect(server.calls.map(\.path) == ["/organization/5"])
    await proxy.shutdown()
  }

  @Test("a request is held while the node is away, and answered by the next")
  func heldWhileAway() async throws {
    let run = try RunFixture(program: ["/bin/bash", "-c", Self.asks])
    try run.place.write(ProxyFixture.token, to: "task/token")
    let (asked, ask) = AsyncStream.makeStream(of: Void.self)
    let first = NodeProxy(
      upstream: FakeUpstream { _, _ in
        ask.yield()
        return try await FakeUpstream.never()
      }, changes: ChangeSignal(), logger: Self.logger)
    let registration = ProxyFixture.registration(folder: "\(run.place.path)/proxy")
    _ = try await first.register(registration)
    try await run.start()
    for await _ in asked { break }
    await first.shutdown()
    let second = NodeProxy(upstream: FakeUpstream(200, ["by": "second"]), changes: ChangeSignal(), logger: Self.logger)
    _ = try await second.register(registration)
    let exit = try await run.runtime.wait(run.handle)
    #expect(exit.text.hasSuffix(#"{"by":"second"}"#), "\(exit.text)")
    await second.shutdown()
  }

  @Test("another run's token opens nothing")
  func otherToken() async throws {
    let run = try RunFixture(program: ["/bin/bash", "-c", Self.asks])
    try run.place.write("another.run's.token", to: "task/token")
    let server = FakeUpstream()
    let proxy = NodeProxy(upstream: server, changes: ChangeSignal(), logger: Self.logger)
    _ = try await proxy.register(ProxyFixture.registration(folder: "\(run.place.path)/proxy"))
    #expect(try await run.run().text.hasPrefix("HTTP/1.1 401"))
    #expect(server.calls.isEmpty)
    await proxy.shutdown()
  }
}
