import Foundation
import PolderCore
import Testing

@testable import PolderNode

@Suite(
  "a run as a container of a real engine",
  .enabled(if: EngineUnderTest.isThere, "needs POLDER_TEST_ENGINE and busybox"))
struct ContainerRuntimeTests {
  /// A script with the commands that a busybox without links needs.
  private static func shell(_ text: String) -> String {
    ["cat", "id", "sleep", "head", "yes", "grep", "touch", "dd", "wget", "ls", "tail", "awk"]
      .map { "\($0)() { busybox \($0) \"$@\"; }" }.joined(separator: "; ") + "\n" + text
  }

  private func run(
    _ text: String, limits: RunLimits = ContainerFixture.limits, relaxation: ContainerRelaxation? = nil
  ) async throws -> RuntimeExit {
    try await ContainerFixture.run(Self.shell(text), limits: limits, relaxation: relaxation)
  }

  @Test("files stand where the contract puts them, and what is written there arrives")
  func files() async throws {
    let run = try await ContainerFixture(
      Self.shell(
        """
        cat /mnt/data/task-000000007/input /mnt/data/cases.csv
        echo 42 > /mnt/data/task-000000007/output && echo kept > /mnt/tmp/note
        (echo no > /mnt/data/cases.csv) 2> /dev/null || echo refused
        """))
    try await run.use { run in
      try run.place.write("input\n", to: "task/input")
      try run.place.write("age\n63\n", to: "data/lung.csv")
      // As a hospital keeps it: nobody but its owner reads it.
      for name in ["task/input", "data/lung.csv"] {
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: run.place.path + "/" + name)
      }
      try await run.runtime.start(
        try await run.order(more: [
          .init(source: run.place.path + "/data/lung.csv", target: "/mnt/data/cases.csv", isWritable: false)
        ]))
      let exit = try await run.runtime.wait(run.handle)
      #expect(exit.text == "input\nage\n63\nrefused\n")
      #expect(exit.isSuccess)
      #expect(run.place.text("task/output") == "42\n")
      #expect(run.place.text("tmp/note") == "kept\n")
      #expect(run.place.text("data/lung.csv") == "age\n63\n")
    }
  }

  @Test("every wall stands")
  func hardened() async throws {
    let exit = try await run(
      """
      grep -E '^(Cap(Prm|Eff|Bnd)|NoNewPrivs|Seccomp):' /proc/self/status
      touch /x 2> /dev/null || echo root is read-only
      touch /tmp/x && echo memory is there
      tail -n +3 /proc/net/dev | grep -v '^ *lo:' || echo loopback alone
      tail -n +2 /proc/net/route | grep . || echo no route
      echo $HOME
      """)
    let lines = exit.text.split(separator: "\n").map { $0.split(separator: "\t").joined(separator: " ") }
    #expect(
      Set(lines).isSuperset(of: [
        "CapPrm: 0000000000000000", "CapEff: 0000000000000000", "CapBnd: 0000000000000000", "NoNewPrivs: 1",
        "Seccomp: 2", "root is read-only", "memory is there", "loopback alone", "no route", "/tmp",
      ]), "\(exit.text)")
  }

  @Test("the exit code is the program's", arguments: [0, 1, 3, 127])
  func exitCode(code: Int32) async throws {
    let exit = try await run("echo out; echo err >&2; exit \(code)")
    #expect(exit.cause == .exit)
    #expect(exit.code == code)
    #expect(exit.text.contains("out\n") && exit.text.contains("err\n"))
  }

  @Test("a program that needs more memory than it may is told so")
  func memory() async throws {
    let exit = try await run("exec busybox dd if=/dev/zero of=/dev/null bs=200M count=1")
    guard try await !Self.ignoresLimits() else { return }
    #expect(exit.cause == .memory, "\(exit)")
  }

  @Test("a program that runs longer than it may is told so")
  func wall() async throws {
    var limits = ContainerFixture.limits
    limits.wallSeconds = 1
    let exit = try await run("sleep 100", limits: limits)
    #expect(exit.cause == .wall, "\(exit)")
  }

  @Test("a program that uses more processor time than it may, in however many processes, is told so")
  func processorTime() async throws {
    guard try await !Self.ignoresLimits() else { return }
    var limits = ContainerFixture.limits
    limits.cpuSeconds = 1
    let exit = try await run("while true; do :; done & while true; do :; done", limits: limits)
    #expect(exit.cause == .cpu, "\(exit)")
  }

  @Test("a named image gets a writable root back")
  func relaxed() async throws {
    let relaxation = ContainerRelaxation(image: "localhost/polder-test-shell", hasWritableRoot: true, user: "0")
    #expect(try await run("touch /bin/x && echo wrote", relaxation: relaxation).text == "wrote\n")
  }

  @Test("of much output the end is kept")
  func boundedLog() async throws {
    var limits = ContainerFixture.limits
    limits.logBytes = 1_000
    let exit = try await run("yes | head -c 100000; echo end", limits: limits)
    #expect(exit.log.count == 1_000)
    #expect(exit.text.hasSuffix("y\nend\n"))
    // The engine's own log is bounded too, and what is gone from there is not counted.
    #expect(exit.droppedLogBytes > 1_000)
  }

  @Test("output of which the engine keeps less than the log may have is told to be cut")
  func cutLog() async throws {
    var limits = ContainerFixture.limits
    limits.logBytes = 256 << 10
    // Short lines take far more room at an engine than they have.
    try await ContainerFixture("busybox sleep 0.5; busybox seq 1 200000", limits: limits).use { run in
      try await run.runtime.start(try await run.order())
      let exit = try await run.runtime.wait(run.handle)
      #expect(exit.isSuccess && exit.text.hasSuffix("\n200000\n"))
      #expect(!exit.text.hasPrefix("1\n") && exit.droppedLogBytes == 0 && exit.isLogCut == true)
    }
  }

  @Test("the log is told as it grows, and ends with the run")
  func liveLog() async throws {
    let run = try await ContainerFixture(
      Self.shell("echo first; until [ -e /mnt/tmp/go ]; do sleep 0.05; done; echo second"))
    try await run.use { run in
      try await run.runtime.start(try await run.order())
      var text = ""
      for await piece in run.runtime.output(run.handle) {
        text += String(decoding: piece, as: UTF8.self)
        if text == "first\n" { try run.place.write("", to: "tmp/go") }
      }
      #expect(text == "first\nsecond\n")
      #expect(try await run.runtime.wait(run.handle).text == text)
    }
  }

  @Test("an image that is gone, or a file that is missing, starts nothing")
  func refusals() async throws {
    let run = try await ContainerFixture("true")
    try await run.use { run in
      let missing = try await run.order(more: [.init(source: "/nowhere.csv", target: "/mnt/x", isWritable: false)])
      let error = await #expect(throws: PolderError.self) { try await run.runtime.start(missing) }
      #expect(error?.code == .runtimeStartFailed)
      #expect(error?.message.contains("/nowhere.csv") == true)
      let unknown = await #expect(throws: PolderError.self) {
        try await run.runtime.resolve("localhost/no-such-image:1", mustPull: false)
      }
      #expect(unknown?.code == .runtimeUnknownImage)
    }
  }

  @Test("the node's own look from inside finds nothing but the proxy")
  func probe() async throws {
    let run = try await ContainerFixture("true")
    let findings = try await run.runtime.check()
    #expect(findings.contains { $0.subject == "isolation" && $0.severity == .fine }, "\(findings)")
    #expect(!findings.contains { $0.severity == .refusal })
    #expect(try FileManager.default.contentsOfDirectory(atPath: run.place.path + "/data") == ["container-node"])
  }

  static func ignoresLimits() async throws -> Bool {
    let link = EngineLink(
      EngineUnderTest.settings().container, environment: [:], image: ShimImage(path: ShimPath.value))
    return try await link.engine().info.ignoresLimits
  }

  @Test("a helper is reached by its name and port, also a low one, and nothing else is reached by that name")
  func helper() async throws {
    let helpers = HelperSettings(tunnels: [HelperSamples.plainTunnel("warehouse", port: 80)])
    let run = try await ContainerFixture(
      Self.shell(
        """
        wget -q -O - http://warehouse/x
        wget -q -T 2 -O - http://warehouse:81/x 2> /dev/null || echo refused
        """), helpers: helpers)
    try NodeFolders.makeFolder(run.helpers.sockets)
    let behind = try PlainUpstream(run.helpers.socket("warehouse"), answering: "rows\n")
    try await run.use { run in
      try await run.runtime.start(try await run.order())
      #expect(try await run.runtime.wait(run.handle).text == "rows\nrefused\n")
    }
    withExtendedLifetime(behind) {}
  }

  @Test("the look from inside a container finds the helpers, and nothing else")
  func probeWithHelpers() async throws {
    let run = try await ContainerFixture(
      "true", helpers: HelperSettings(tunnels: [HelperSamples.plainTunnel("warehouse", port: 5_432)]))
    let findings = try await run.runtime.check()
    #expect(findings.contains { $0.subject == "isolation" && $0.severity == .fine && $0.message.contains("warehouse") })
  }
}
