import Foundation
import Glibc
import Testing

/// A run is started once ever, and who asks can tell whether its supervisor lives.
@Suite struct OnceTests {
  @Test("a second start of an ended run is refused")
  func secondStart() async throws {
    let folder = try RunFolder(shell: "echo once >> \"$MARK\"", [("environment", "MARK=/dev/null")])
    try await folder.run()
    let before = folder.text("state")
    let again = try await folder.run()
    #expect(again.code == 73)
    #expect(again.errors.contains("started before"))
    #expect(folder.text("state") == before)
  }

  @Test("ten starts at the same time are one start")
  func race() async throws {
    let mark = try RunFolder()
    let folder = try RunFolder(shell: "echo once >> \(mark.path)/mark")
    let codes = try await withThrowingTaskGroup(of: Int32.self) { group in
      for _ in 0..<10 { group.addTask { try await folder.run().code } }
      return try await group.reduce(into: [Int32]()) { $0.append($1) }
    }
    #expect(codes.filter { $0 == 0 }.count == 1)
    #expect(codes.allSatisfy { [0, 73, 75].contains($0) })
    #expect(mark.text("mark") == "once\n")
  }

  @Test("a start that got as far as `starting` is not repeated")
  func interruptedStart() async throws {
    let folder = try RunFolder(shell: "echo started")
    try folder.write("state", "polder-state 1\nphase=starting\nboot=x\nshim=1\nshim-start=1\nstarting-at=1\nend\n")
    #expect(try await folder.run().code == 73)
    #expect(!folder.exists("log"))
  }

  @Test("the lock is held as long as the supervisor lives, and a second one is told so")
  func lock() async throws {
    let folder = try RunFolder(shell: "sleep 60")
    try await folder.start()
    #expect(folder.state["phase"] == "started")
    #expect(folder.isLocked)
    #expect(try await folder.run().code == 75)
    #expect(try await ShimProgram.run(["reap", folder.path]).code == 75)
    kill(try folder.pid("shim"), SIGTERM)
    try await folder.ended()
    #expect(!folder.isLocked)
    #expect(folder.state["reason"] == "killed")
  }

  @Test("a started state names living processes by pid and start time")
  func identities() async throws {
    let folder = try RunFolder(shell: "sleep 60")
    try await folder.start()
    for key in ["shim", "child"] {
      let stat = try String(contentsOfFile: "/proc/\(try folder.pid(key))/stat", encoding: .utf8)
      let fields = stat[try #require(stat.lastIndex(of: ")"))...].split(separator: " ")
      #expect(String(fields[20]) == folder.state["\(key)-start"])
    }
    try folder.write("kill", "")
    try await folder.ended()
  }

  @Test("a killed supervisor takes its command along, and the run is not started again but ended by reap")
  func supervisorKilled() async throws {
    let folder = try RunFolder(shell: "sleep 60; echo survived")
    try await folder.start()
    let child = try folder.pid("child")
    kill(try folder.pid("shim"), SIGKILL)
    try await folder.ended()
    #expect(folder.state["phase"] == "started")
    #expect(try await folder.run().code == 73)
    #expect(try await ShimProgram.run(["reap", folder.path]).code == 0)
    #expect(folder.state["phase"] == "exited")
    #expect(folder.state["reason"] == "lost")
    // It was ours, so nobody may have waited for it yet; dead it is.
    let stat = (try? String(contentsOfFile: "/proc/\(child)/stat", encoding: .utf8)) ?? ") Z"
    #expect(stat[try #require(stat.lastIndex(of: ")"))...].hasPrefix(") Z"))
    #expect(try await folder.run().code == 73)
  }

  @Test("reap ends what a killed supervisor's command had started")
  func leftBehind() async throws {
    let mark = try RunFolder()
    #expect(mkfifo("\(mark.path)/fifo", 0o600) == 0)
    let folder = try RunFolder(
      shell: "sh -c 'trap \"\" TERM; echo $$ > \(mark.path)/pid; echo x > \(mark.path)/fifo; exec sleep 60' & sleep 60")
    try await folder.start()
    try await mark.awaitWriter("fifo")
    kill(try folder.pid("shim"), SIGKILL)
    try await folder.ended()
    #expect(try mark.isAlive("pid"))
    #expect(try await ShimProgram.run(["reap", folder.path]).code == 0)
    #expect(folder.state["reason"] == "lost")
    #expect(try !mark.isAlive("pid"))
  }

  @Test("reap touches no process that only has the number of the run's, or belongs to another boot")
  func strangers() async throws {
    let sleeper = try RunFolder(shell: "sleep 60")
    try await sleeper.start()
    let child = try #require(sleeper.state["child"])
    for boot in [try #require(sleeper.state["boot"]), "another"] {
      let folder = try RunFolder()
      try folder.write(
        "state",
        """
        polder-state 1
        phase=started
        boot=\(boot)
        shim=1
        shim-start=1
        starting-at=1
        child=\(child)
        child-start=\(boot == "another" ? sleeper.state["child-start"] ?? "" : "1")
        started-at=1
        mechanism=summed
        end

        """)
      #expect(try await ShimProgram.run(["reap", folder.path]).code == 0)
      #expect(folder.state["reason"] == "lost")
    }
    try sleeper.write("kill", "")
    try await sleeper.ended()
    #expect(sleeper.state["reason"] == "killed")
  }

  @Test("reap leaves an ended run as it is, and a folder without state alone")
  func reapNothing() async throws {
    let folder = try RunFolder(shell: "exit 4")
    #expect(try await ShimProgram.run(["reap", folder.path]).code == 66)
    try await folder.run()
    let before = folder.text("state")
    #expect(try await ShimProgram.run(["reap", folder.path]).code == 0)
    #expect(folder.text("state") == before)
  }

  @Test("the run goes on when whoever started it is killed")
  func spawnerKilled() async throws {
    let folder = try RunFolder(shell: "sleep 0.3; echo finished; exit 6")
    let ended = try await ShimProgram.run(
      "/bin/sh", ["-c", "'\(ShimProgram.path)' run --background '\(folder.path)' && kill -9 $$"])
    #expect(ended.bySignal)
    try await folder.ended()
    #expect(folder.state["code"] == "6")
    #expect(folder.log == "finished\n")
  }

  @Test("the supervisor leads a session of its own, and leaves the standing of its starter's as it was")
  func ownSession() async throws {
    let standing = try? String(contentsOfFile: "/proc/self/autogroup", encoding: .utf8)
    for words in [["run", "--background"], ["run"]] {
      let mark = try RunFolder()
      #expect(mkfifo("\(mark.path)/fifo", 0o600) == 0)
      let folder = try RunFolder(shell: "echo x > \(mark.path)/fifo; sleep 60")
      async let ended = ShimProgram.run(words + [folder.path])
      try await mark.awaitWriter("fifo")
      let shim = try folder.pid("shim")
      #expect(getsid(shim) == shim)
      try folder.write("kill", "")
      _ = try await ended
      try await folder.ended()
    }
    #expect((try? String(contentsOfFile: "/proc/self/autogroup", encoding: .utf8)) == standing)
  }

  @Test("the supervisor holds no stream of its starter open")
  func streamsReleased() async throws {
    let folder = try RunFolder(shell: "sleep 60")
    // `cat` ends when nobody holds the pipe any more, so this would take a minute otherwise.
    let ended = try await ShimProgram.run(
      "/bin/sh", ["-c", "'\(ShimProgram.path)' run --background '\(folder.path)' 2>&1 | cat"])
    #expect(ended.code == 0)
    #expect(folder.isLocked)
    try folder.write("kill", "")
    try await folder.ended()
  }
}
