import Glibc
import Testing

/// A run ends when somebody asks for it.
@Suite struct KillTests {
  @Test("the file kill ends the run, and the command may clean up first")
  func killFile() async throws {
    let mark = try RunFolder()
    #expect(mkfifo("\(mark.path)/fifo", 0o600) == 0)
    let folder = try RunFolder(
      shell: "trap 'echo cleaned; exit 4' TERM; echo x > \(mark.path)/fifo; sleep 60 & wait")
    try await folder.start()
    try await mark.awaitWriter("fifo")
    try folder.write("kill", "")
    try await folder.ended()
    #expect(folder.state["reason"] == "killed")
    #expect(folder.state["code"] == "4")
    #expect(folder.log == "cleaned\n")
  }

  @Test("who ignores SIGTERM is killed after the grace")
  func stubborn() async throws {
    let folder = try RunFolder(
      shell: "trap '' TERM; while :; do sleep 60; done", [("grace-seconds", "0.2")])
    try await folder.start()
    try folder.write("kill", "")
    try await folder.ended()
    #expect(folder.state["reason"] == "killed")
    #expect(["\(SIGKILL)", "\(SIGTERM)"].contains(folder.state["signal"] ?? ""))
  }

  @Test("a kill file that is there before the start ends the run at once")
  func early() async throws {
    let folder = try RunFolder(shell: "sleep 60")
    try folder.write("kill", "")
    try await folder.run()
    #expect(folder.state["reason"] == "killed")
  }

  @Test("spared generations get no SIGTERM")
  func spared() async throws {
    let mark = try RunFolder()
    // The outer shell would die of SIGTERM and take the inner one's exit code with it.
    let inner = "trap 'echo inner; exit 9' TERM; echo x > \(mark.path)/fifo; sleep 60 & wait"
    try mark.write("inner", inner)
    #expect(mkfifo("\(mark.path)/fifo", 0o600) == 0)
    let folder = try RunFolder(shell: "sh \(mark.path)/inner; exit $?", [("spare-generations", "1")])
    try await folder.start()
    try await mark.awaitWriter("fifo")
    try folder.write("kill", "")
    try await folder.ended()
    #expect(folder.state["reason"] == "killed")
    #expect(folder.state["code"] == "9")
    #expect(folder.log == "inner\n")
  }

  @Test("the first reason stays the reason")
  func firstReason() async throws {
    // It begins to use up its processor time only when it is asked to end.
    let mark = try RunFolder()
    #expect(mkfifo("\(mark.path)/fifo", 0o600) == 0)
    let shell = "trap 'trap \"\" TERM; while :; do :; done' TERM; echo x > \(mark.path)/fifo; sleep 60 & wait"
    let folder = try RunFolder(shell: shell, [("grace-seconds", "30"), ("cpu-seconds", "1.5")])
    try await folder.start()
    try await mark.awaitWriter("fifo")
    try folder.write("kill", "")
    try await folder.ended()
    #expect(folder.state["reason"] == "killed")
  }

  @Test("a supervisor whose folder is removed ends its run and itself")
  func folderRemoved() async throws {
    let mark = try RunFolder()
    let folder = try RunFolder(shell: "echo $$ > \(mark.path)/new; mv \(mark.path)/new \(mark.path)/pid; sleep 60")
    try await folder.start()
    let lock = open("\(folder.path)/lock", O_RDWR | O_CLOEXEC)
    #expect(lock >= 0)
    defer { close(lock) }
    try folder.remove()
    // The supervisor lets go of its lock last.
    try await onThread { #expect(flock(lock, LOCK_EX) == 0) }
    if mark.exists("pid") { #expect(try !mark.isAlive("pid")) }
  }
}
