import PolderCore
import Testing

@testable import PolderNode

@Suite("what the check of a cluster finds")
struct SlurmCheckTests {
  @Test("the sandbox is looked at from inside a job")
  func fine() async throws {
    let run = try SlurmFixture("true")
    let findings = try await run.runtime.check()
    #expect(findings.allSatisfy { $0.severity != .refusal })
    #expect(findings.contains { $0.subject == "sandbox" && $0.severity == .fine })
    #expect(findings.contains { $0.subject == "proxy" && $0.severity == .fine })
    #expect(!run.place.exists("data/probe"))
  }

  @Test("a cluster without a turn is refused at first, and forgiven after a check that went well")
  func busy() async throws {
    let run = try SlurmFixture("true", slurm: SlurmSettings(checkSeconds: 1))
    await run.cluster.hold()
    #expect(try await run.runtime.check().map(\.severity) == [.refusal])
    #expect(await run.cluster.cancelled.count == 1)
    SlurmCheckMemory(
      dataFolder: "\(run.place.path)/data", settings: run.runtime.settings, slurm: run.runtime.slurm
    ).keep()
    #expect(try await run.runtime.check().map(\.severity) == [.warning])
  }

  @Test("what is remembered is forgotten when the settings change")
  func memory() throws {
    let place = try TemporaryFolder()
    func memory(_ partition: String) -> SlurmCheckMemory {
      SlurmCheckMemory(
        dataFolder: place.path, settings: RuntimeSettings(), slurm: SlurmSettings(partition: partition))
    }
    memory("a").keep()
    #expect(memory("a").findingWhenBusy(1).severity == .warning)
    #expect(memory("b").findingWhenBusy(1).severity == .refusal)
  }

  @Test("a controller that can not be reached is told")
  func away() async throws {
    let run = try SlurmFixture("true")
    await run.cluster.leave()
    let findings = try await run.runtime.check()
    #expect(findings.map(\.subject) == ["cluster"])
    #expect(findings.map(\.severity) == [.refusal])
  }

  @Test("jobs on another machine need the bridge, and have to come through it")
  func reach() {
    #expect(SlurmRuntime.reach("a", own: "a").severity == .fine)
    #expect(SlurmRuntime.reach("a", own: "b").severity == .refusal)
    #expect(SlurmRuntime.reach(nil, own: nil).severity == .refusal)
    let address = BridgeAddress(host: "10.0.0.5", port: 4_711)
    #expect(SlurmRuntime.reach(address, wasEntered: true).severity == .fine)
    #expect(SlurmRuntime.reach(address, wasEntered: false).severity == .refusal)
  }
}
