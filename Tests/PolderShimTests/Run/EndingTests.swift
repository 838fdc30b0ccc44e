import Foundation
import Glibc
import Testing

/// How a run ends by itself, and what is written down about it.
@Suite struct EndingTests {
  @Test("the exit code and the output of a command are kept")
  func exitCode() async throws {
    let folder = try RunFolder(shell: "echo out; echo err >&2; exit 3")
    #expect(try await folder.run().code == 0)
    #expect(folder.state["phase"] == "exited")
    #expect(folder.state["reason"] == "exit")
    #expect(folder.state["code"] == "3")
    #expect(folder.state["signal"] == nil)
    #expect(folder.log == "out\nerr\n")
    #expect(folder.state["log-bytes"] == "8")
    #expect(folder.state["log-truncated"] == "no")
  }

  @Test("a signal that ends the command is kept")
  func signal() async throws {
    let folder = try RunFolder(shell: "kill -USR1 $$")
    #expect(try await folder.run().code == 0)
    #expect(folder.state["reason"] == "signal")
    #expect(folder.state["signal"] == "\(SIGUSR1)")
    #expect(folder.state["code"] == nil)
  }

  @Test("times, memory and mechanism stand in the state")
  func figures() async throws {
    let folder = try RunFolder(shell: "i=0; while [ $i -lt 30000 ]; do i=$((i+1)); done")
    try await folder.run()
    let state = folder.state
    #expect(state["mechanism"] == "summed")
    #expect(try #require(Double(state["cpu-seconds"] ?? "")) > 0)
    #expect(try #require(Double(state["wall-seconds"] ?? "")) > 0)
    #expect(try #require(Int(state["peak-memory-bytes"] ?? "")) > 100_000)
    let starting = try #require(Int(state["starting-at"] ?? ""))
    let started = try #require(Int(state["started-at"] ?? ""))
    let ended = try #require(Int(state["ended-at"] ?? ""))
    #expect(starting <= started && started <= ended && starting > 1_700_000_000_000)
    let boot = try String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)
    #expect(state["boot"] == boot.trimmingCharacters(in: .newlines))
  }

  @Test("a command that does not exist is a failed start with its reason")
  func missingCommand() async throws {
    let folder = try RunFolder(command: ["/nowhere/to/be found"])
    #expect(try await folder.run().code == 0)
    #expect(folder.state["phase"] == "exited")
    #expect(folder.state["reason"] == "start-failed")
    #expect(folder.state["error"] == "executing /nowhere/to/be found: No such file or directory")
    #expect(folder.state["child"] == nil)
  }

  @Test("a working directory that does not exist is a failed start")
  func missingDirectory() async throws {
    let folder = try RunFolder(command: ["true"], [("directory", "/nowhere")])
    try await folder.run()
    #expect(folder.state["reason"] == "start-failed")
    #expect(folder.state["error"]?.contains("/nowhere") == true)
  }

  @Test("the command sees the given environment and directory, and no other open file")
  func surroundings() async throws {
    let folder = try RunFolder(
      shell: "pwd; env | sort; ls -l /proc/self/fd | wc -l; read x || echo empty",
      [("directory", "/usr"), ("environment", "TEXT=a\\b\nc=d"), ("environment", "EMPTY=")])
    try await folder.run()
    // ls lists its three streams, the folder it reads, and a first line with a sum.
    #expect(folder.log == "/usr\nEMPTY=\nPATH=/usr/bin:/bin\nPWD=/usr\nTEXT=a\\b\nc=d\n5\nempty\n")
  }

  @Test("a command gets the default action of every signal")
  func signalActions() async throws {
    let folder = try RunFolder(shell: "sed -nE 's/^Sig(Blk|Ign):.//p' /proc/self/status")
    try await folder.run()
    let masks = folder.log.split(separator: "\n").compactMap { UInt64($0, radix: 16) }
    // Signals 32 and 33 belong to the C library, which gives nobody access to them.
    #expect(masks.map { $0 & ~(3 << 31) } == [0, 0])
  }

  @Test("a log is cut off at its limit with a mark, and the command writes on undisturbed")
  func logLimit() async throws {
    let folder = try RunFolder(shell: "yes | head -c 3000000", [("log-bytes", "1000")])
    try await folder.run()
    #expect(folder.state["code"] == "0")
    #expect(folder.state["log-truncated"] == "yes")
    #expect(folder.state["log-bytes"] == "1000")
    #expect(folder.log.hasPrefix(String(repeating: "y\n", count: 500) + "\n[cut off here:"))
    #expect(folder.log.utf8.count < 1100)
  }

  @Test("output of exactly the limit is whole")
  func logExactlyFull() async throws {
    let folder = try RunFolder(shell: "printf 12345", [("log-bytes", "5")])
    try await folder.run()
    #expect(folder.log == "12345")
    #expect(folder.state["log-truncated"] == "no")
  }

  @Test("processes that left the command's session are gone before the end is written")
  func noLeftovers() async throws {
    let folder = try RunFolder(shell: "")
    let script = """
      (setsid sh -c 'trap "" TERM HUP; echo $$ > \(folder.path)/daemon; exec sleep 60' >/dev/null 2>&1 &)
      while [ ! -s \(folder.path)/daemon ]; do :; done
      """
    let run = try RunFolder(shell: script)
    try await run.run()
    #expect(run.state["reason"] == "exit")
    #expect(run.state["code"] == "0")
    #expect(try folder.isAlive("daemon") == false)
  }

}
