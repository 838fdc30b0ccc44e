import Testing

@testable import PolderNode

@Suite("how a run ended whose job is over")
struct SlurmVerdictTests {
  private static let signalled = RuntimeExit(cause: .killed, signal: 15, log: [1])

  private func job(_ word: String) -> SlurmJob { SlurmJob(id: "1", word: word, host: "a", reason: "because") }

  @Test(
    "a supervisor that was signalled does not know by whom; the cluster does",
    arguments: [
      ("TIMEOUT", RuntimeExit.Cause.wall, false), ("DEADLINE", .wall, false), ("OUT_OF_MEMORY", .memory, false),
      ("CANCELLED", .killed, false), ("PREEMPTED", .exit, true), ("NODE_FAIL", .exit, true),
      ("COMPLETED", .killed, false),
    ])
  func signalled(word: String, cause: RuntimeExit.Cause, isLost: Bool) {
    let verdict = SlurmVerdict(written: Self.signalled, job: job(word), isKillRequested: false)
    #expect(verdict.exit.cause == cause)
    #expect(verdict.isLost == isLost)
    #expect(verdict.exit.log == [1])
    #expect(!verdict.exit.isSuccess)
  }

  @Test(
    "a run that the node ended was ended by the node", arguments: ["CANCELLED", "TIMEOUT", "COMPLETED", "PREEMPTED"])
  func killed(word: String) {
    let verdict = SlurmVerdict(written: Self.signalled, job: job(word), isKillRequested: true)
    #expect(verdict == SlurmVerdict(written: Self.signalled, job: nil, isKillRequested: true))
    #expect(verdict.exit.cause == .killed)
    #expect(verdict.exit.detail == nil)
  }

  @Test("a result that is there counts, whatever the cluster says", arguments: ["TIMEOUT", "CANCELLED", "NODE_FAIL"])
  func success(word: String) {
    let exit = RuntimeExit(cause: .exit, code: 0)
    #expect(SlurmVerdict(written: exit, job: job(word), isKillRequested: false).exit == exit)
  }

  @Test(
    "a limit that the supervisor held is the reason",
    arguments: [RuntimeExit.Cause.memory, .cpu, .processes, .wall, .startFailed])
  func ownLimit(cause: RuntimeExit.Cause) {
    let exit = RuntimeExit(cause: cause)
    #expect(SlurmVerdict(written: exit, job: job("CANCELLED"), isKillRequested: false).exit == exit)
  }

  @Test("an algorithm that fails by itself has failed by itself")
  func failure() {
    let exit = RuntimeExit(cause: .exit, code: 3)
    #expect(SlurmVerdict(written: exit, job: job("COMPLETED"), isKillRequested: false).exit == exit)
    #expect(SlurmVerdict(written: exit, job: nil, isKillRequested: false).exit == exit)
  }

  @Test(
    "a job without a word of its supervisor",
    arguments: [
      ("TIMEOUT", true, RuntimeExit.Cause.wall, false), ("OUT_OF_MEMORY", true, .memory, false),
      ("CANCELLED", true, .killed, false), ("CANCELLED", false, .killed, false), ("NODE_FAIL", true, .exit, true),
      ("NODE_FAIL", false, .exit, true), ("PREEMPTED", false, .exit, true), ("FAILED", true, .exit, true),
      ("FAILED", false, .startFailed, false), ("COMPLETED", false, .startFailed, false),
    ])
  func unwritten(word: String, began: Bool, cause: RuntimeExit.Cause, isLost: Bool) {
    let verdict = SlurmVerdict(unwrittenBy: job(word), began: began, isKillRequested: false, output: nil)
    #expect(verdict.exit.cause == cause)
    #expect(verdict.isLost == isLost)
    #expect(verdict.exit.code == nil)
  }

  @Test("why a job did not start is told in the cluster's words")
  func words() {
    let verdict = SlurmVerdict(
      unwrittenBy: job("FAILED"), began: false, isKillRequested: false, output: "exec: /nowhere/shim: not found")
    #expect(
      verdict.exit.detail == "The job did not start the run (because): exec: /nowhere/shim: not found.")
  }

  @Test(
    "a job that was ended for its memory, and only its output says so",
    arguments: [
      // Slurm 22.05.8 with OverMemoryKill; the second as control groups have it.
      "slurmstepd-vm: error: Exceeded job memory limit",
      "slurmstepd: error: Detected 1 oom_kill event in StepId=58.batch. Some of the step tasks have been OOM Killed.",
    ])
  func memory(output: String) {
    let verdict = SlurmVerdict(unwrittenBy: job("FAILED"), began: true, isKillRequested: false, output: output)
    #expect(verdict.exit.cause == .memory)
    #expect(!verdict.isLost)
  }

  @Test("a job that was cancelled while it waited, because somebody wanted the run's end")
  func killedWaiting() {
    for job in [job("CANCELLED"), nil] {
      let verdict = SlurmVerdict(unwrittenBy: job, began: false, isKillRequested: true, output: nil)
      #expect(verdict.exit == RuntimeExit(cause: .killed))
    }
  }
}
