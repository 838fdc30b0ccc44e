import Foundation
import PolderCore
import Testing

@testable import PolderNode

@Suite("one run, one execution, whatever happens to node and supervisor")
struct RunOnceTests {
  private static let untilTold =
    "echo on; touch /mnt/data/task-000000007/on; until [ -e /mnt/tmp/go ]; do sleep 0.01; done"

  @Test("a later process of the node finds a run that goes on, and waits for its end")
  func adoptRunning() async throws {
    let run = try RunFixture(Self.untilTold)
    try await run.start()
    let later = try run.anotherRuntime()
    #expect(try await later.adopt(run.handle) == .running)
    try run.place.write("", to: "tmp/go")
    let exit = try await later.wait(run.handle)
    #expect(exit.isSuccess)
    #expect(exit.text == "on\n")
    #expect(try await run.runtime.wait(run.handle) == exit)
  }

  @Test("a later process of the node finds the end of a run")
  func adoptEnded() async throws {
    let run = try RunFixture("echo done; exit 4")
    let exit = try await run.run()
    #expect(try await run.anotherRuntime().adopt(run.handle) == .finished(exit))
    #expect(exit.code == 4)
  }

  @Test("a run that never started never will, even if its supervisor comes late")
  func neverStarted() async throws {
    let run = try RunFixture("echo twice >> /mnt/tmp/oracle")
    try run.place.write(
      "polder-run 1\nargument=/usr/bin/touch\nargument=\(run.place.path)/tmp/oracle\nend\n", to: "supervisor/spec")
    #expect(try await run.runtime.adopt(run.handle) == .neverStarted)
    #expect(try await run.runtime.tools.shim(["run", run.handle.folder]).code == 73)
    let error = await #expect(throws: PolderError.self) { try await run.start() }
    #expect(error?.code == .runtimeStartFailed)
    #expect(try await run.runtime.adopt(run.handle) == .neverStarted)
    #expect(!run.place.exists("tmp/oracle"))
  }

  @Test("a folder that was removed holds no run")
  func noFolder() async throws {
    let run = try RunFixture("true")
    try FileManager.default.removeItem(atPath: run.handle.folder)
    #expect(try await run.runtime.adopt(run.handle) == .neverStarted)
    try await run.runtime.kill(run.handle)
    await #expect(throws: PolderError.self) { try await run.runtime.wait(run.handle) }
  }

  @Test("a second start does not execute the program a second time")
  func startedTwice() async throws {
    let run = try RunFixture("echo ran >> /mnt/tmp/oracle; until [ -e /mnt/tmp/go ]; do sleep 0.01; done")
    try await run.start()
    try await run.start()
    try run.place.write("", to: "tmp/go")
    #expect(try await run.runtime.wait(run.handle).isSuccess)
    try await run.start()
    #expect(run.place.text("tmp/oracle") == "ran\n")
  }

  @Test("when the supervisor is killed by force, its run is dead, and proved to be")
  func supervisorKilled() async throws {
    let run = try RunFixture("(setsid sleep 300 &); " + Self.untilTold)
    try await run.start()
    try await run.appears("on")
    let child = try #require(run.state("child").flatMap { Int32($0) })
    kill(try #require(run.state("shim").flatMap { Int32($0) }), SIGKILL)
    let exit = try await run.runtime.wait(run.handle)
    #expect(!exit.isSuccess)
    #expect(exit.code == nil)
    #expect(exit.detail == RuntimeExit.lostDetail)
    // Dead, or at most not yet waited for by who inherited it.
    let status = FileManager.default.contents(atPath: "/proc/\(child)/stat").map { String(decoding: $0, as: UTF8.self) }
    #expect(status == nil || status?.contains(") Z") == true)
    #expect(try await run.anotherRuntime().adopt(run.handle) == .dead(reason: RuntimeExit.lostDetail))
  }

  @Test("a later process of the node proves the dead of a supervisor that was killed meanwhile")
  func adoptOrphan() async throws {
    let run = try RunFixture(Self.untilTold)
    try await run.start()
    try await run.appears("on")
    let shim = try #require(run.state("shim").flatMap { Int32($0) })
    kill(shim, SIGKILL)
    while try ShimFolder(path: run.handle.folder).isLocked() { await Task.yield() }
    #expect(try await run.anotherRuntime().adopt(run.handle) == .dead(reason: RuntimeExit.lostDetail))
    #expect(try await run.runtime.adopt(run.handle) == .dead(reason: RuntimeExit.lostDetail))
  }

  @Test("a kill ends the whole tree at once")
  func killed() async throws {
    let run = try RunFixture("trap '' TERM INT HUP; (setsid sleep 300 &); " + Self.untilTold)
    try await run.start()
    try await run.appears("on")
    let begin = ContinuousClock().now
    try await run.runtime.kill(run.handle)
    let exit = try await run.runtime.wait(run.handle)
    print("from kill to its end: \(ContinuousClock().now - begin)")
    #expect(exit.cause == .killed)
    #expect(!exit.isSuccess)
    #expect(exit.text == "on\n")
    try await run.runtime.kill(run.handle)
    #expect(try await run.runtime.adopt(run.handle) == .finished(exit))
  }

  @Test("who stops waiting leaves the run alone")
  func cancelledWait() async throws {
    let run = try RunFixture(Self.untilTold)
    try await run.start()
    var own = run.runtime
    own.watch = try FolderWatch()
    let runtime = own
    let waiting = Task { try await runtime.wait(run.handle) }
    waiting.cancel()
    await #expect(throws: CancellationError.self) { try await waiting.value }
    #expect(try await runtime.adopt(run.handle) == .running)
    try run.place.write("", to: "tmp/go")
    #expect(try await runtime.wait(run.handle).isSuccess)
    #expect(runtime.watch.count == 0)
  }

  @Test("many wait for one run")
  func manyWait() async throws {
    let run = try RunFixture(Self.untilTold)
    try await run.start()
    let exits = try await withThrowingTaskGroup(of: RuntimeExit.self) { group in
      for _ in 0..<8 { group.addTask { try await run.runtime.wait(run.handle) } }
      try run.place.write("", to: "tmp/go")
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(exits.count == 8)
    #expect(Set(exits).count == 1)
  }
}
