import Foundation
import Glibc
import PolderCore
import Testing

@testable import PolderNode

@Suite("the walls around an algorithm")
struct IsolationTests {
  @Test("a hostile program gets nowhere")
  func hostileProgram() async throws {
    let (listener, port) = try FreePort.listen(on: 0)
    defer { close(listener) }
    let abstract = try AbstractSocket()
    let outside = try TemporaryFolder()
    try outside.write("secret", to: "records.csv")
    let addresses = try HostAddresses.all().map { (host: $0, port: port) }
    let gateways = HostAddresses.gateways().map { (host: $0, port: 53) }
    let targets = HostileProgram.Targets(
      paths: [
        outside.path, outside.path + "/records.csv", "/etc/passwd", "/etc/shadow", "/etc/hostname", "/root", "/home",
        "/var", "/sys", "/boot", "/srv", "/run/docker.sock", "/var/run/docker.sock", "/mnt/data/task-000000008",
      ], addresses: addresses + gateways + [("192.0.2.1", 80), ("1.1.1.1", 53)], abstractSocket: abstract.name,
      process: getpid(), temporaryBytes: 16 << 20)
    var limits = RunFixture.limits
    limits.memoryBytes = 64 << 20
    let run = try RunFixture(HostileProgram.script(targets), limits: limits)
    let exit = try await run.run()
    let lines = exit.text.split(separator: "\n").map(String.init)
    #expect(lines.filter { $0.hasPrefix("broke") || $0.hasPrefix("misses") } == [])
    #expect(lines.last == "over", "\(exit)")
    #expect(lines.count { $0.hasPrefix("works") } == 5)
    #expect(lines.count { $0.hasPrefix("held") } > 70)
    #expect(addresses.count >= 1)
  }

  @Test("what a hostile program reaches for can be reached from outside")
  func targetsExist() throws {
    let (listener, port) = try FreePort.listen(on: 0)
    defer { close(listener) }
    let abstract = try AbstractSocket()
    let perl =
      "use Socket; socket(my $s, PF_UNIX, SOCK_STREAM, 0) or exit 9; "
      + "connect($s, pack(\"S a*\", AF_UNIX, \"\\0\(abstract.name)\")) or exit 1"
    for command in [["bash", "-c", ": < /dev/tcp/127.0.0.1/\(port)"], ["perl", "-e", perl]] {
      let process = try Process.run(URL(filePath: "/usr/bin/env"), arguments: command)
      process.waitUntilExit()
      #expect(process.terminationStatus == 0, "\(command)")
    }
  }

  @Test("killing all that it can see ends a run, and nothing else")
  func killAll() async throws {
    let exit = try await RunFixture("sleep 60 & kill -KILL -1; wait; echo still; exit 3").run()
    #expect(exit.code == 3)
    #expect(exit.text.hasSuffix("still\n"))
  }

  @Test("two runs do not see each other")
  func twoRuns() async throws {
    let script = "sleep 60 & echo $! ; touch /mnt/data/task-000000007/on; until [ -e /mnt/tmp/go ]; do sleep 0.01; done"
    let first = try RunFixture(script)
    let second = try RunFixture("pgrep -x sleep; ls /mnt/data/task-000000007; ls /tmp; ls /dev/shm; exit 0")
    try await first.start()
    try await first.appears("on")
    let exit = try await second.run()
    #expect(exit.isSuccess)
    #expect(exit.text == "")
    try await first.runtime.kill(first.handle)
    #expect(try await first.runtime.wait(first.handle).cause == .killed)
  }

  @Test("the node's own look from inside finds nothing, and says how limits hold")
  func probe() async throws {
    let run = try RunFixture("true")
    let findings = try await run.runtime.check()
    #expect(findings.prefix(2).map(\.subject) == ["sandbox", "limits"])
    #expect(findings.prefix(2).allSatisfy { $0.severity == .fine }, "\(findings)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: "\(run.place.path)/data") == [])
  }

  @Test(
    "a probe that reaches something, or does not come to its end, keeps the node from starting",
    arguments: [
      ("failed tcp=1.2.3.4:5\nreached path=/root\nprobe done\n", 0), ("failed path=/root\n", 0), ("", 0),
      ("failed path=/root\nprobe done\n", 1), ("bwrap: no permission\n", 1),
    ] as [(String, Int32)])
  func judgement(log: String, code: Int32) {
    let exit = RuntimeExit(cause: .exit, code: code, log: Array(log.utf8))
    let findings = IsolationProbe.judge(exit, wanted: ["tcp=127.0.1.1:3128"], mechanism: "summed")
    #expect(findings.contains { $0.severity == .refusal && $0.nextStep != nil })
  }

  @Test("a node that root started is told so")
  func rootIsTold() {
    #expect(IsolationProbe.findings(ofUser: 0).map(\.severity) == [.warning])
    #expect(IsolationProbe.findings(ofUser: 1_000) == [])
  }

  @Test("without the supervisor's program there is no runtime")
  func missingShim() {
    let settings = RuntimeSettings(shim: "/nowhere/polder-shim")
    let error = #expect(throws: PolderError.self) { try ProcessRuntime(settings: settings, dataFolder: "/tmp") }
    #expect(error?.code == .runtimeNotIsolated)
    #expect(error?.object == "/nowhere/polder-shim")
  }
}
