import Foundation
import PolderCore
import Testing

@testable import PolderNode

/// Against a real controller; `scripts/engines/slurm with COMMAND` gives one.
@Suite(
  "a run as a job of a real Slurm cluster",
  .enabled(if: SlurmUnderTest.isThere, "needs scripts/engines/slurm"))
struct SlurmRuntimeTests {
  private static let waiting =
    "touch /mnt/data/task-000000007/on; until [ -e /mnt/tmp/go ]; do sleep 0.05; done; echo done"

  private func fixture(
    _ script: String, limits: RunLimits = RunFixture.limits, slurm: SlurmSettings = SlurmSettings(pollSeconds: 1)
  ) throws -> SlurmFixture { try SlurmFixture(script, limits: limits, slurm: slurm, isReal: true) }

  @Test("the check passes, with a job of its own")
  func check() async throws {
    let findings = try await fixture("true").runtime.check()
    #expect(findings.filter { $0.severity == .refusal } == [])
    #expect(findings.contains { $0.subject == "cluster" && $0.severity == .fine })
  }

  @Test("files, variables, log and code", arguments: [0, 3])
  func whole(code: Int32) async throws {
    let run = try fixture("cat /mnt/data/task-000000007/input; echo $ODD; id -u; exit \(code)")
    try run.place.write("input\n", to: "task/input")
    try await run.start(environment: [("ODD", "a $(id) \"b\"")])
    let exit = try await run.runtime.wait(run.handle)
    #expect(exit.text == "input\na $(id) \"b\"\n1000\n")
    #expect(exit.code == code)
  }

  @Test("a later process of the node finds the same job, by its id and by its name", arguments: [true, false])
  func adoption(hasID: Bool) async throws {
    let run = try fixture(Self.waiting)
    try await run.start()
    let folder = ShimFolder(path: run.handle.folder)
    var ticket = try #require(folder.ticket())
    let id = try #require(ticket.id)
    if !hasID {
      ticket.id = nil
      try folder.write(ticket, isDurable: false)
    }
    let later = try run.anotherRuntime()
    #expect(try await later.adopt(run.handle) == .running)
    guard case .alive(let job) = await later.look(run.handle) else { throw CancellationError() }
    #expect(job.id == id)
    try run.place.write("", to: "tmp/go")
    #expect(try await later.wait(run.handle).text == "done\n")
  }

  @Test("a run is ended by its supervisor")
  func kill() async throws {
    let run = try fixture(Self.waiting)
    try await run.start()
    try await run.appears("on")
    try await run.runtime.kill(run.handle)
    #expect(try await run.runtime.wait(run.handle).cause == .killed)
  }

  @Test("a run that waits for its turn is ended at the cluster")
  func killPending() async throws {
    // More than the partition allows: the job waits for ever.
    let run = try fixture("true", slurm: SlurmSettings(partition: "brief", timeMinutes: 100, pollSeconds: 1))
    try await run.start()
    #expect(try await run.anotherRuntime().adopt(run.handle) == .running)
    try await run.runtime.kill(run.handle)
    #expect(try await run.runtime.wait(run.handle).cause == .killed)
    #expect(run.state("phase") == "exited")
  }

  @Test("a job that somebody cancels at the cluster says so")
  func cancelled() async throws {
    let run = try fixture(Self.waiting)
    try await run.start()
    try await run.appears("on")
    try await run.runtime.cancel(ShimFolder(path: run.handle.folder))
    let exit = try await run.runtime.wait(run.handle)
    #expect(exit.cause == .killed)
    #expect(exit.detail == "The job was cancelled at the cluster.")
  }

  @Test("the node's own limits hold first, and are the reason")
  func limits() async throws {
    var limits = RunFixture.limits
    limits.wallSeconds = 1
    #expect(try await fixture("sleep 100", limits: limits).run().cause == .wall)
    limits = RunFixture.limits
    limits.memoryBytes = 64 << 20
    #expect(try await fixture("perl -e '$x = \"a\" x (200<<20); sleep 100'", limits: limits).run().cause == .memory)
  }

  @Test("what the cluster refuses is told in its words")
  func refused() async throws {
    let run = try fixture("true", slurm: SlurmSettings(partition: "nowhere"))
    let error = await #expect(throws: PolderError.self) { try await run.start() }
    #expect(error?.message.contains("nvalid partition") == true)
    #expect(try await run.runtime.adopt(run.handle) == .neverStarted)
  }

  @Test("a supervisor that is missing where the job executes is told in the job's words")
  func missingShim() async throws {
    let run = try fixture("true")
    let folder = ShimFolder(path: run.handle.folder)
    try folder.write(SlurmSubmission.script, to: SlurmSubmission.scriptName, isDurable: false)
    var ticket = SlurmTicket(name: run.runtime.names.name(RunID(7)))
    ticket.id = try await run.runtime.controller.submit(
      SlurmSubmission(
        name: ticket.name, folder: folder.path, shim: "/nowhere/shim", settings: run.runtime.slurm,
        limits: RunFixture.limits))
    try folder.write(ticket, isDurable: false)
    let exit = try await run.runtime.wait(run.handle)
    #expect(exit.cause == .startFailed)
    #expect(exit.detail?.contains("/nowhere/shim: not found") == true)
  }
}
