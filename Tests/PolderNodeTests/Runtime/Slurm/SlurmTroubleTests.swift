import Foundation
import Testing

@testable import PolderNode

@Suite("what Slurm's programs say when they fail")
struct SlurmTroubleTests {
  @Test(
    "a refusal is a refusal",
    arguments: [
      // Slurm 22.05.8 (Debian 12).
      "sbatch: error: invalid partition specified: nope\n"
        + "sbatch: error: Batch job submission failed: Invalid partition name specified\n",
      "sbatch: error: Memory specification can not be satisfied\n",
      "sbatch: error: Invalid --time specification\n",
      "sbatch: error: Batch job submission failed: Invalid feature specification\n",
      "slurm_load_jobs error: Invalid job id specified\n",
    ])
  func refusal(text: String) {
    let trouble = SlurmTrouble(saying: text)
    #expect(trouble.kind == .refused)
    #expect(!trouble.text.contains("\n"))
  }

  @Test(
    "a controller that is away may have taken the job",
    arguments: [
      "sbatch: error: Batch job submission failed: Unable to contact slurm controller (connect failure)\n",
      "sbatch: error: Batch job submission failed: Socket timed out on send/recv operation\n",
      "slurm_load_jobs error: Unable to contact slurm controller (connect failure)\n",
      "sbatch: error: s_p_parse_file: cannot stat file /nope: No such file or directory, retrying in 1sec up to 60sec\n",
    ])
  func away(text: String) { #expect(SlurmTrouble(saying: text).kind == .unreachable) }

  @Test("what is said is bounded")
  func bounded() { #expect(SlurmTrouble(saying: String(repeating: "x", count: 100_000)).text.count == 600) }

  @Test("programs get no variables that change what they do, and no secrets")
  func environment() {
    let own = ["PATH": "/bin", "SBATCH_PARTITION": "other", "SQUEUE_FORMAT": "%i", "SECRET": "s", "SLURM_CONF": "/a"]
    let kept = SlurmCommands.environment(own, configuration: nil)
    #expect(Set(kept.keys) == ["PATH", "SLURM_CONF", "LC_ALL"])
    #expect(SlurmCommands.environment(own, configuration: "/b")["SLURM_CONF"] == "/b")
  }

  @Test("a program that is missing is told")
  func missing() async throws {
    let commands = SlurmCommands(SlurmSettings(programs: "/nowhere"))
    let trouble = await #expect(throws: SlurmTrouble.self) { _ = try await commands.ping() }
    #expect(trouble?.kind == .noProgram)
  }

  @Test("a program that does not end is ended")
  func silent() async throws {
    let place = try TemporaryFolder()
    try place.program("squeue", "exec sleep 1000")
    let commands = SlurmCommands(SlurmSettings(programs: place.path), patience: .milliseconds(50))
    let trouble = await #expect(throws: SlurmTrouble.self) { _ = try await commands.jobs() }
    #expect(trouble?.kind == .unreachable)
  }

  @Test("of jobs of a name only those of the node's own user count, as anybody may give a job any name")
  func ownJobs() async throws {
    let place = try TemporaryFolder()
    try place.program("squeue", "echo \"$@\" > \(place.path)/asked")
    #expect(try await SlurmCommands(SlurmSettings(programs: place.path)).jobs(named: "polder-a-7-b") == [])
    #expect(place.text("asked")?.split(separator: " ").contains("--me") == true)
  }

  @Test("a job that the controller does not know is none, and no trouble")
  func unknownJob() async throws {
    let place = try TemporaryFolder()
    try place.program("squeue", "echo 'slurm_load_jobs error: Invalid job id specified' >&2; exit 1")
    #expect(try await SlurmCommands(SlurmSettings(programs: place.path)).job("99999") == nil)
  }
}

extension TemporaryFolder {
  /// Writes a shell script that can be executed.
  func program(_ name: String, _ script: String) throws {
    try write("#!/bin/sh\n\(script)\n", to: name)
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: "\(path)/\(name)")
  }
}
