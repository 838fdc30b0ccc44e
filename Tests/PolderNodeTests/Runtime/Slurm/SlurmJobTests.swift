import Testing

@testable import PolderNode

/// The lines are answers of Slurm 22.05.8 (Debian 12) to `squeue --states=all --format=%A|%T|%B|%j|%r`.
@Suite("what Slurm tells about jobs")
struct SlurmJobTests {
  @Test(
    "recorded answers are understood",
    arguments: [
      ("1|PENDING|n/a|polder-0a1b2c3d-7-00|None", SlurmJobState.pending, nil, nil),
      ("15|PENDING|n/a|polder-0a1b2c3d-7-00|PartitionTimeLimit", .pending, nil, "PartitionTimeLimit"),
      ("8|RUNNING|vm|polder-0a1b2c3d-7-00|None", .live, "vm", nil),
      ("8|COMPLETING|vm|polder-0a1b2c3d-7-00|None", .live, "vm", nil),
      ("7|COMPLETED|vm|polder-0a1b2c3d-7-00|None", .completed, "vm", nil),
      ("14|FAILED|vm|polder-0a1b2c3d-7-00|NonZeroExitCode", .failed, "vm", "NonZeroExitCode"),
      ("13|FAILED|vm|polder-0a1b2c3d-7-00|JobLaunchFailure", .failed, "vm", "JobLaunchFailure"),
      ("9|CANCELLED|vm|polder-0a1b2c3d-7-00|None", .cancelled, "vm", nil),
      ("10|TIMEOUT|vm|polder-0a1b2c3d-7-00|TimeLimit", .timeout, "vm", "TimeLimit"),
      ("11|PREEMPTED|vm|polder-0a1b2c3d-7-00|None", .preempted, "vm", nil),
      ("18|NODE_FAIL|vm|polder-0a1b2c3d-7-00|NodeDown", .nodeFailed, "vm", "NodeDown"),
    ] as [(String, SlurmJobState, String?, String?)])
  func recorded(line: String, state: SlurmJobState, host: String?, reason: String?) throws {
    let job = try #require(SlurmJob(line: line))
    #expect(job.state == state)
    #expect(job.host == host)
    #expect(job.reason == reason)
    #expect(job.name == "polder-0a1b2c3d-7-00")
  }

  @Test("a reason may hold the sign that parts fields")
  func reason() {
    #expect(SlurmJob(line: "1|PENDING|n/a|a|(Nodes a|b are DOWN, DRAINED)")?.reason == "(Nodes a|b are DOWN, DRAINED)")
  }

  @Test(
    "what is no job is none", arguments: ["", "|", "x|RUNNING|vm|a|None", "1|RUNNING|vm", "1||vm|a|None", "-1|A|b|c|d"])
  func noJob(line: String) { #expect(SlurmJob(line: line) == nil) }

  @Test("a state that is not known is taken for alive")
  func unknownState() {
    #expect(SlurmJobState("SOMETHING_NEW").isAlive)
    #expect(SlurmJobState("SUSPENDED").isAlive)
    #expect(SlurmJobState("REQUEUED").isAlive)
    #expect(SlurmJobState("OUT_OF_MEMORY") == .outOfMemory)
    #expect(!SlurmJobState("BOOT_FAIL").isAlive)
  }

  @Test(
    "the id of a job that was handed in",
    arguments: [
      ("3\n", "3"), ("1234;north\n", "1234"), ("a note of the site\n77\n", "77"), ("", nil), ("no\n", nil),
      ("1 2\n", nil),
      ("999999999999999999999\n", nil),
    ] as [(String, String?)])
  func submission(answer: String, id: String?) { #expect(SlurmJob.id(ofSubmission: answer) == id) }

  @Test("one that is alive matters more than others that are over")
  func sight() {
    let over = SlurmJob(id: "1", word: "COMPLETED")
    let alive = SlurmJob(id: "2", word: "RUNNING")
    #expect(SlurmRuntime.sight([over, alive]) == .alive(alive))
    #expect(SlurmRuntime.sight([over]) == .over(over))
    #expect(SlurmRuntime.sight([]) == .unknown)
  }
}
