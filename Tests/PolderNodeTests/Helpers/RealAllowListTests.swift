import Foundation
import Glibc
import PolderCore
import Testing

@testable import PolderNode

@Suite("the filter as a real squid", .enabled(if: RealSquid.isThere, "needs squid"))
struct RealAllowListTests {
  @Test("what is listed is reached, by one entry; other ports, names and addresses are not")
  func filters() async throws {
    let (target, port) = try FreePort.listen(on: 0x7F00_0001)
    let (other, otherPort) = try FreePort.listen(on: 0x7F00_0001)
    defer {
      close(target)
      close(other)
    }
    let answers = try await answers(
      of: AllowList(domains: [], addresses: ["127.0.0.1"], ports: [port]),
      to: [
        "CONNECT 127.0.0.1:\(port)", "CONNECT 127.0.0.1:\(otherPort)", "CONNECT 127.0.0.2:\(port)",
        "GET http://127.0.0.2:\(port)/",
      ])
    #expect(answers.map { $0.split(separator: " ").dropFirst().first } == ["200", "403", "403", "403"])
  }

  @Test("a listed name that leads back to this machine is refused")
  func rebinding() async throws {
    let (target, port) = try FreePort.listen(on: 0x7F00_0001)
    defer { close(target) }
    let list = AllowList(domains: ["localhost"], addresses: [], ports: [port])
    #expect(try await answers(of: list, to: ["CONNECT localhost:\(port)"])[0].contains(" 403 "))
  }

  @Test("a list that covers itself is taken")
  func covered() async throws {
    let list = AllowList(domains: [".a.example", "www.a.example", "a.example"], addresses: [], ports: [])
    #expect(try await answers(of: list, to: ["CONNECT b.example:443"])[0].contains(" 403 "))
  }

  @Test("an algorithm in a sandbox reaches what is listed by the filter that its node keeps, and nothing else")
  func algorithm() async throws {
    let (target, port) = try FreePort.listen(on: 0x7F00_0001)
    let (other, otherPort) = try FreePort.listen(on: 0x7F00_0001)
    defer {
      close(target)
      close(other)
    }
    let run = try RunFixture(
      """
      ask() { bash -c "exec 3<>/dev/tcp/squid/3128; printf 'CONNECT $1 HTTP/1.0\\r\\n\\r\\n' >&3; head -c 12 <&3"; echo; }
      ask 127.0.0.1:\(port); ask 127.0.0.1:\(otherPort); ask 127.0.0.2:\(port)
      bash -c ': < /dev/tcp/127.0.0.1/\(port)' 2> /dev/null || echo alone
      """,
      helpers: HelperSettings(allowList: AllowList(domains: [], addresses: ["127.0.0.1"], ports: [port])))
    let log = LogLines()
    let helpers = try NodeHelpers(run.helpers, runtime: run.runtime, shim: ShimPath.value, logger: log.logger)
    let keeping = Task { await helpers.run() }
    await log.says("a helper serves")
    let lines = try await run.run().text.split(separator: "\n").map { $0.split(separator: " ").last.map(String.init) }
    #expect(lines == ["200", "403", "403", "alone"])
    keeping.cancel()
    await keeping.value
  }

  /// Runs squid with a list, and gives the first line of its answer to each request.
  private func answers(of list: AllowList, to requests: [String]) async throws -> [String] {
    let folder = try TemporaryFolder("filter")
    // As root squid becomes another user, who has to pass through the folder.
    chmod(folder.path, 0o755)
    let port = try FreePort.find()
    let running = try RunningHelper(try list.prepare(in: folder.path + "/squid", listener: "127.0.0.1:\(port)"))
    await running.until(serves: true)
    var answers: [String] = []
    for request in requests {
      answers.append(try await FirstLine.of(.port(port), saying: "\(request) HTTP/1.1\r\nHost: x\r\n\r\n"))
    }
    await running.stop()
    return answers
  }
}
