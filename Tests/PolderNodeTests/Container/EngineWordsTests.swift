import PolderCore
import PolderTransport
import Testing

@testable import PolderNode

@Suite("what an engine says of itself")
struct EngineWordsTests {
  /// Fields of `/info` as Docker 20.10.24 and Podman 4.3.1 gave them on Debian 12.
  static let docker = """
    {"ID": "VDH2:TE5T", "MemoryLimit": true, "SwapLimit": true, "CpuCfsQuota": true, "PidsLimit": true,
    "LiveRestoreEnabled": false, "SecurityOptions": ["name=seccomp,profile=default"], "CgroupVersion": "1",
    "ServerVersion": "20.10.24+dfsg1", "Name": "vm", "DockerRootDir": "/var/lib/docker", "Architecture": "x86_64"}
    """
  static let podman = """
    {"ID": "f7f1e746", "MemoryLimit": true, "SwapLimit": true, "CpuCfsQuota": true, "PidsLimit": true,
    "LiveRestoreEnabled": false, "SecurityOptions": ["name=seccomp,profile=default", "name=rootless"],
    "CgroupVersion": "1", "Rootless": true, "ServerVersion": "4.3.1", "Name": "vm",
    "DockerRootDir": "/srv/a/.local/share/containers", "Architecture": "amd64"}
    """

  private func info(_ text: String, isPodman: Bool) throws -> EngineInfo {
    EngineInfo(try JSONValue(parsing: text), isPodman: isPodman)
  }

  @Test("the newest version that both know is spoken")
  func version() throws {
    let answer = { (version: String) in
      HTTPAnswer(status: 200, headers: [("Api-Version", version), ("Server", "Docker")])
    }
    #expect(try EngineGreeting(answer("1.41")).prefix == "/v1.41")
    #expect(try EngineGreeting(answer("1.99")).prefix == "/v\(EngineGreeting.newest)")
    for version in ["1.24", "", "x", "1.4x"] {
      let error = #expect(throws: PolderError.self) { try EngineGreeting(answer(version)) }
      #expect(error?.code == .runtimeEngineUnsuitable)
    }
    let podman = HTTPAnswer(status: 200, headers: [("api-version", "1.41"), ("Libpod-Api-Version", "4.3.1")])
    #expect(try EngineGreeting(podman).isPodman)
    #expect(try !EngineGreeting(answer("1.41")).isPodman)
  }

  @Test("Docker as root holds limits; that its containers end with it is told")
  func docker() throws {
    let info = try info(Self.docker, isPodman: false)
    #expect(info.name == "Docker 20.10.24+dfsg1")
    #expect(info.identity == "VDH2:TE5T")
    let findings = EngineFindings(info: info, limits: RunLimits(), nodeUser: 0, socketOwner: 0).all
    #expect(findings.map(\.severity) == [.fine, .warning, .fine])
    #expect(findings[1].nextStep?.contains("live-restore") == true)
  }

  @Test("Podman without root on old control groups ignores limits, and that is told")
  func rootless() throws {
    let info = try info(Self.podman, isPodman: true)
    #expect(info.isRootless)
    #expect(info.ignoresLimits)
    let findings = EngineFindings(info: info, limits: RunLimits(), nodeUser: 1_000, socketOwner: 1_000).all
    #expect(findings.map(\.severity) == [.fine, .warning])
    #expect(findings[1].message.contains("memory"))
    #expect(findings[1].nextStep != nil)
  }

  @Test("Podman's number is another each time, so its place tells it from others")
  func identity() throws {
    let (one, other) = (
      try info(Self.podman, isPodman: true), try info(Self.podman.replacing("f7f1e746", with: "0"), isPodman: true)
    )
    #expect(one.identity == other.identity)
    #expect(one.identity.contains("/srv/a/"))
  }

  @Test("an engine without root of another user can not be used")
  func foreign() throws {
    let info = try info(Self.podman, isPodman: true)
    let findings = EngineFindings(info: info, limits: RunLimits(), nodeUser: 0, socketOwner: 1_000).all
    #expect(findings.contains { $0.severity == .refusal })
  }

  @Test("limits that are missing are named")
  func missing() throws {
    let text = Self.docker.replacing("\"PidsLimit\": true", with: "\"PidsLimit\": false")
    let findings = EngineFindings(
      info: try info(text, isPodman: false), limits: RunLimits(), nodeUser: 0, socketOwner: 0
    ).all
    #expect(findings.last?.severity == .warning)
    #expect(findings.last?.message.contains("processes") == true)
  }

  @Test("an engine that tells nothing is taken for one that holds nothing")
  func silent() {
    let info = EngineInfo([:], isPodman: false)
    #expect(!info.limitsMemory && !info.limitsProcesses && !info.keepsContainers)
  }

  @Test("Podman's words for a conflict are understood as well as Docker's status")
  func conflict() {
    #expect(EngineRefusal(status: 409, message: "is not running").isConflict)
    // Podman 4.3.1, asked to end a container that is only made, and to remove one that runs.
    let made = "can only kill running containers. e76e is in state created: container state improper"
    #expect(EngineRefusal(status: 500, message: made).isConflict)
    #expect(!EngineRefusal(status: 500, message: "no space left on device").isConflict)
    #expect(EngineRefusal(status: 404, message: "").isMissing)
  }

  @Test(
    "the probe's judgement: the relay is reached and nothing else",
    arguments: [
      ("reached tcp=127.0.0.1:8080\nfailed tcp=10.0.0.1:80\nprobe done\n", 0, false),
      ("failed tcp=127.0.0.1:8080\nprobe done\n", 0, true), ("reached tcp=127.0.0.1:8080\n", 0, true),
      ("reached tcp=127.0.0.1:8080\nreached tcp=10.0.0.1:80\nprobe done\n", 0, true), ("", 0, true),
      ("reached tcp=127.0.0.1:8080\nprobe done\n", 1, true),
    ] as [(String, Int32, Bool)])
  func judgement(log: String, code: Int32, isRefused: Bool) {
    let findings = ContainerProbe.judge(RuntimeExit(cause: .exit, code: code, log: Array(log.utf8)))
    #expect(findings.map(\.severity) == [isRefused ? .refusal : .fine])
  }
}
