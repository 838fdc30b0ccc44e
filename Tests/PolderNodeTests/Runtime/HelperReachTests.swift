import PolderCore
import Testing

@testable import PolderNode

@Suite("the way from a sandbox to the helpers")
struct HelperReachTests {
  private static let list = AllowList(domains: [], addresses: [], ports: [])

  /// Prints the body of what answers a request at a place.
  private static func asking(_ place: String) -> String {
    """
    bash -c 'exec 3<>/dev/tcp/\(place) || exit 9
    printf "GET /x HTTP/1.1\\r\\nHost: a\\r\\nConnection: close\\r\\n\\r\\n" >&3
    cat <&3' | tail -n 1

    """
  }

  @Test("two tunnels with the same port and the filter are reached by their names, each at its own socket")
  func names() async throws {
    let tunnels = ["one", "two"].map { HelperSamples.plainTunnel($0, port: 5_432) }
    let run = try RunFixture(
      ["one/5432", "two/5432", "squid/3128"].map(Self.asking).joined() + "ls /run/polder/helpers; cat /etc/hosts",
      helpers: HelperSettings(tunnels: tunnels, allowList: Self.list))
    try NodeFolders.makeFolder(run.helpers.sockets)
    let behind = try ["one", "two", "squid"].map {
      try PlainUpstream(run.helpers.socket($0), answering: "\($0) here\n")
    }
    let exit = try await run.run()
    #expect(
      exit.text == """
        one here
        two here
        squid here
        one.sock
        squid.sock
        two.sock
        127.0.0.1 localhost
        127.0.1.1 squid
        127.0.1.2 one
        127.0.1.3 two

        """)
    withExtendedLifetime(behind) {}
  }

  @Test("a name that nobody gave leads nowhere, and neither does another port")
  func others() async throws {
    let run = try RunFixture(
      Self.asking("two/5432") + Self.asking("one/5433") + Self.asking("localhost/5432") + "echo over",
      helpers: HelperSettings(tunnels: [HelperSamples.plainTunnel("one", port: 5_432)]))
    try NodeFolders.makeFolder(run.helpers.sockets)
    let behind = try PlainUpstream(run.helpers.socket("one"), answering: "here")
    let text = try await run.run().text
    #expect(text.hasSuffix("over\n"))
    #expect(!text.contains("here"))
    withExtendedLifetime(behind) {}
  }

  @Test("the look from inside finds the helpers, and nothing else")
  func probe() async throws {
    let run = try RunFixture(
      "true", helpers: HelperSettings(tunnels: [HelperSamples.plainTunnel("one", port: 5_432)], allowList: Self.list))
    let findings = try await run.runtime.check()
    #expect(findings.prefix(2).allSatisfy { $0.severity == .fine }, "\(findings)")
    #expect(findings.first?.message.contains("helpers") == true)
  }

  @Test("a probe that does not reach a helper keeps the node from starting")
  func missing() {
    let exit = RuntimeExit(cause: .exit, code: 0, log: Array("failed tcp=127.0.1.1:3128\nprobe done\n".utf8))
    let findings = IsolationProbe.judge(exit, wanted: ["tcp=127.0.1.1:3128"], mechanism: "summed")
    #expect(findings.filter { $0.severity == .refusal }.map(\.subject) == ["helpers"])
  }
}
