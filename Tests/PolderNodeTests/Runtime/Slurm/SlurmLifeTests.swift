import Foundation
import Glibc
import PolderCore
import Testing

@testable import PolderNode

/// With a cluster that is none, so that its words and silences can be chosen.
@Suite("a run as a batch job, whatever the controller says")
struct SlurmLifeTests {
  private static let waiting =
    "touch /mnt/data/task-000000007/on; until [ -e /mnt/tmp/go ]; do sleep 0.01; done; echo done"

  @Test("it runs in its sandbox, and its log and code come back")
  func whole() async throws {
    let run = try SlurmFixture("id -u; echo 42 > /mnt/data/task-000000007/output; exit 3")
    let exit = try await run.run()
    #expect(exit.cause == .exit)
    #expect(exit.code == 3)
    #expect(exit.text == "1000\n")
    #expect(run.place.text("task/output") == "42\n")
    await run.runtime.remove(run.handle)
    #expect(!run.place.exists("supervisor"))
  }

  @Test("the job's name is written down before the job is handed in, and its id afterwards")
  func ticket() async throws {
    let run = try SlurmFixture("true")
    await run.cluster.hold()
    try await run.start()
    let ticket = try #require(ShimFolder(path: run.handle.folder).ticket())
    #expect(ticket.id == "1")
    #expect(await run.cluster.entries["1"]?.submission.name == ticket.name)
    #expect(ticket.name.hasPrefix(run.runtime.names.prefix(RunID(7))))
  }

  @Test("a shared folder that can not be read for a moment says nothing about the run")
  func folderAway() async throws {
    let run = try SlurmFixture("echo done")
    await run.cluster.hold()
    try await run.start()
    let state = run.handle.folder + "/state"
    try FileManager.default.createSymbolicLink(atPath: state, withDestinationPath: "elsewhere")
    var own = run.runtime
    own.watch = try FolderWatch()
    let runtime = own
    let waiting = Task { try await runtime.wait(run.handle) }
    while runtime.watch.count == 0 { await Task.yield() }
    try FileManager.default.removeItem(atPath: state)
    await run.cluster.release("1")
    #expect(try await waiting.value.text == "done\n")
  }

  @Test("what was started as a container is not taken for a job that never began")
  func container() async throws {
    let run = try SlurmFixture("true")
    try run.place.write("{}", to: "supervisor/container.json")
    #expect(try await run.runtime.adopt(run.handle) == .lost(reason: ProcessRuntime.isContainer))
    #expect(await run.runtime.remove(run.handle) == false)
    #expect(run.place.exists("supervisor/container.json") && !run.place.exists("supervisor/state"))
  }

  @Test("a job that waits for its turn is running, and its end is waited for")
  func pending() async throws {
    let run = try SlurmFixture("echo done")
    await run.cluster.hold()
    try await run.start()
    let later = try run.anotherRuntime()
    #expect(try await later.adopt(run.handle) == .running)
    async let exit = later.wait(run.handle)
    await run.cluster.release("1")
    #expect(try await exit.text == "done\n")
  }

  @Test("a job whose id was never written down is found by its name, or by the run's number", arguments: ["id", "all"])
  func unwritten(lost: String) async throws {
    let run = try SlurmFixture("echo done")
    await run.cluster.hold()
    try await run.start()
    let folder = ShimFolder(path: run.handle.folder)
    var ticket = try #require(folder.ticket())
    ticket.id = nil
    try folder.write(ticket, isDurable: false)
    if lost == "all" { try FileManager.default.removeItem(atPath: folder.path + "/job") }
    #expect(try await run.runtime.adopt(run.handle) == .running)
    await run.cluster.release("1")
    #expect(try await run.runtime.wait(run.handle).isSuccess)
  }

  @Test("an answer that was lost does not start a run twice")
  func lostAnswer() async throws {
    let run = try SlurmFixture("echo x >> /mnt/tmp/times")
    await run.cluster.loseAnswers(1)
    #expect(try await run.run().isSuccess)
    #expect(await run.cluster.ids == ["1"])
    #expect(run.place.text("tmp/times") == "x\n")
  }

  @Test("a job that is refused is not started, and nothing will be")
  func refused() async throws {
    let run = try SlurmFixture("true")
    await run.cluster.refuse("Invalid partition name specified")
    let error = await #expect(throws: PolderError.self) { try await run.start() }
    #expect(error?.code == .runtimeStartFailed)
    #expect(error?.message.contains("Invalid partition name") == true)
    #expect(try await run.runtime.adopt(run.handle) == .neverStarted)
  }

  @Test("a controller that stays away is told, and a job that it took all the same finds nothing to start")
  func away() async throws {
    let run = try SlurmFixture("echo x >> /mnt/tmp/times")
    await run.cluster.leave()
    let error = await #expect(throws: PolderError.self) { try await run.start() }
    #expect(error?.code == .runtimeStartFailed)
    let shim = try ProcessTools(RuntimeSettings(shim: ShimPath.value))
    #expect(try await shim.shim(["run", run.handle.folder]).code == 73)
    #expect(!run.place.exists("tmp/times"))
  }

  @Test("a node that died before the job was handed in finds that nothing runs, and nothing will")
  func neverHandedIn() async throws {
    let run = try SlurmFixture("true")
    await run.cluster.hold()
    try await run.start()
    await run.cluster.forget()
    #expect(try await run.anotherRuntime().adopt(run.handle) == .neverStarted)
    let shim = try ProcessTools(RuntimeSettings(shim: ShimPath.value))
    #expect(try await shim.shim(["run", run.handle.folder]).code == 73)
  }

  @Test("a late job finds nothing under its attempt's name when the folder belongs to another attempt")
  func lateJob() async throws {
    let run = try SlurmFixture("true")
    await run.cluster.hold()
    try await run.start()
    let first = try #require(await run.cluster.entries["1"]?.submission.folder)
    await run.runtime.remove(run.handle)
    _ = try run.place.folder("supervisor")
    try await run.start()
    let shim = try ProcessTools(RuntimeSettings(shim: ShimPath.value))
    #expect(try await shim.shim(["run", first]).code == 71)
    #expect(run.state("phase") == nil)
  }

  @Test("an older attempt of which nobody knows is ended before another begins")
  func olderAttempt() async throws {
    let run = try SlurmFixture("true")
    await run.cluster.insert("1", name: run.runtime.names.name(RunID(7)), word: "RUNNING")
    await run.cluster.insert("2", name: run.runtime.names.name(RunID(71)), word: "RUNNING")
    #expect(try await run.run().isSuccess)
    #expect(await run.cluster.cancelled == ["1"])
  }

  @Test("a run that waits for its turn is ended at the cluster")
  func killPending() async throws {
    let run = try SlurmFixture("true")
    await run.cluster.hold()
    try await run.start()
    async let exit = run.runtime.wait(run.handle)
    try await run.runtime.kill(run.handle)
    #expect(try await exit.cause == .killed)
    #expect(await run.cluster.cancelled.contains("1"))
  }

  @Test("a supervisor that does not see the folder's changes is signalled")
  func signal() async throws {
    let run = try SlurmFixture("true")
    await run.cluster.hold()
    try await run.start()
    await run.cluster.say("RUNNING", of: "1")
    try await run.runtime.kill(run.handle)
    #expect(await run.cluster.interrupted == ["1"])
    await run.cluster.say("CANCELLED", of: "1")
    #expect(try await run.runtime.wait(run.handle).cause == .killed)
  }

  @Test("a run that runs is ended by its supervisor")
  func kill() async throws {
    let run = try SlurmFixture(Self.waiting)
    try await run.start()
    try await run.appears("on")
    try await run.runtime.kill(run.handle)
    let exit = try await run.runtime.wait(run.handle)
    #expect(exit.cause == .killed)
    #expect(exit.detail == nil)
  }

  @Test("a request for the end that the controller did not hear is made again")
  func killAway() async throws {
    let run = try SlurmFixture("true")
    await run.cluster.hold()
    try await run.start()
    await run.cluster.leave()
    try await run.runtime.kill(run.handle)
    async let exit = run.runtime.wait(run.handle)
    await run.cluster.comeBack()
    #expect(try await exit.cause == .killed)
  }

  @Test("while the controller can not be asked, nothing is given up")
  func controllerAway() async throws {
    let run = try SlurmFixture("echo done")
    await run.cluster.hold()
    try await run.start()
    await run.cluster.leave()
    let later = try run.anotherRuntime()
    #expect(try await later.adopt(run.handle) == .running)
    async let exit = later.wait(run.handle)
    await run.cluster.release("1")
    await run.cluster.comeBack()
    #expect(try await exit.text == "done\n")
  }

  @Test(
    "a job that ended without a word is told by the cluster's",
    arguments: [
      ("TIMEOUT", RuntimeExit.Cause.wall), ("OUT_OF_MEMORY", .memory), ("CANCELLED", .killed), ("NODE_FAIL", .exit),
      ("PREEMPTED", .exit), ("FAILED", .startFailed),
    ])
  func silent(word: String, cause: RuntimeExit.Cause) async throws {
    let run = try SlurmFixture("true")
    await run.cluster.hold()
    try await run.start()
    await run.cluster.say(word, of: "1")
    let exit = try await run.runtime.wait(run.handle)
    #expect(exit.cause == cause)
    #expect(!exit.isSuccess)
    #expect(exit.detail != nil)
  }

  @Test("a supervisor that was ended by force is not waited for longer than its job")
  func orphaned() async throws {
    let run = try SlurmFixture(Self.waiting)
    try await run.start()
    try await run.appears("on")
    let shim = try #require(run.state("shim").flatMap { Int32($0) })
    #expect(Glibc.kill(shim, SIGKILL) == 0)
    let exit = try await run.runtime.wait(run.handle)
    #expect(exit.detail == RuntimeExit.lostDetail)
    #expect(try await run.anotherRuntime().adopt(run.handle) == .dead(reason: RuntimeExit.lostDetail))
  }

  @Test("a run whose supervisor is gone keeps its records until the controller says that its job is over")
  func orphanKept() async throws {
    let run = try SlurmFixture(Self.waiting)
    try await run.start()
    try await run.appears("on")
    let shim = try #require(run.state("shim").flatMap { Int32($0) })
    await run.cluster.say("RUNNING", of: "1")
    #expect(Glibc.kill(shim, SIGKILL) == 0)
    _ = try await ShimFolder(path: run.handle.folder).ended(run.runtime.watch)
    #expect(await !run.runtime.remove(run.handle))
    await run.cluster.leave()
    #expect(await !run.runtime.remove(run.handle))
    #expect(run.place.exists("supervisor/state"))
    await run.cluster.comeBack()
    await run.cluster.say("NODE_FAIL", of: "1")
    #expect(await run.runtime.remove(run.handle))
    #expect(!run.place.exists("supervisor"))
  }

  @Test("the log is told as it grows, from before the job's turn to its end")
  func liveLog() async throws {
    let run = try SlurmFixture("echo first; until [ -e /mnt/tmp/go ]; do sleep 0.01; done; echo second")
    await run.cluster.hold()
    try await run.start()
    let output = run.runtime.output(run.handle)
    await run.cluster.release("1")
    var text = ""
    for await piece in output {
      text += String(decoding: piece, as: UTF8.self)
      if text == "first\n" { try run.place.write("", to: "tmp/go") }
    }
    #expect(text == "first\nsecond\n")
  }
}
