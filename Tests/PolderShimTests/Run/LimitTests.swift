import Glibc
import Testing

/// Limits hold for the whole tree of processes. Every test program also ends by itself.
@Suite struct LimitTests {
  /// Holds so many megabytes for a moment: `tail` keeps a line until it ends.
  private static func holding(_ megabytes: Int) -> String {
    "(head -c \(megabytes)M /dev/zero; sleep 1) | tail -n 1 | wc -c"
  }

  @Test("four processes that each take half the memory limit are ended")
  func fourHalves() async throws {
    let hold = Self.holding(32)
    let folder = try RunFolder(
      shell: "for i in 1 2 3 4; do \(hold) & done; wait; echo survived", [("memory-bytes", "67108864")])
    try await folder.run()
    #expect(folder.state["reason"] == "memory")
    #expect(!folder.log.contains("survived"))
    #expect(try #require(Int(folder.state["peak-memory-bytes"] ?? "")) > 67_108_864)
  }

  @Test("one process of half the memory limit goes on")
  func oneHalf() async throws {
    let folder = try RunFolder(shell: Self.holding(32), [("memory-bytes", "67108864")])
    try await folder.run()
    #expect(folder.state["reason"] == "exit")
    #expect(folder.state["code"] == "0")
    #expect(folder.log == "33554432\n")
    #expect(try #require(Int(folder.state["peak-memory-bytes"] ?? "")) > 30_000_000)
  }

  @Test("memory that many processes share counts once")
  func sharedMemory() async throws {
    // Eight copies of a shell that holds 8 MB; they do not touch it, as that would make copies.
    let script = """
      x=$(head -c 8000000 /dev/zero | tr '\\0' x)
      for i in 1 2 3 4 5 6 7 8; do (read y < fifo; :) & done
      sleep 0.5; for i in 1 2 3 4 5 6 7 8; do echo go; done > fifo; wait
      """
    let folder = try RunFolder(shell: "")
    let run = try RunFolder(
      shell: "mkfifo fifo; " + script, [("memory-bytes", "50000000"), ("directory", folder.path)])
    try await run.run()
    #expect(run.state["reason"] == "exit")
    #expect(try #require(Int(run.state["peak-memory-bytes"] ?? "")) < 50_000_000)
  }

  @Test("a fork bomb is ended")
  func forkBomb() async throws {
    let folder = try RunFolder(
      shell: "b() { [ $1 -gt 9 ] || { b $(($1+1)) & b $(($1+1)) & }; sleep 4; }; b 0", [("processes", "50")])
    try await folder.run()
    #expect(folder.state["reason"] == "processes")
    #expect(try #require(Int(folder.state["peak-processes"] ?? "")) > 50)
  }

  @Test("a fork bomb whose processes all leave for sessions of their own is ended, and nobody escapes")
  func scatteringBomb() async throws {
    let folder = try RunFolder(shell: "")
    let script = """
      #!/bin/sh
      echo $$ >> \(folder.path)/pids
      [ $1 -gt 7 ] || { setsid sh \(folder.path)/bomb $(($1+1)) & setsid sh \(folder.path)/bomb $(($1+1)) & }
      exec sleep 4.25
      """
    try folder.write("bomb", script)
    let run = try RunFolder(command: ["sh", "\(folder.path)/bomb", "0"], [("processes", "30")])
    try await run.run()
    #expect(run.state["reason"] == "processes")
    let pids = folder.text("pids").split(separator: "\n").compactMap { Int32($0) }
    #expect(pids.count > 10)
    for pid in pids { #expect(kill(pid, 0) != 0) }
  }

  @Test("so many processes as allowed go on")
  func allowedProcesses() async throws {
    let folder = try RunFolder(shell: "for i in 1 2 3; do sleep 0.4 & done; wait", [("processes", "4")])
    try await folder.run()
    #expect(folder.state["reason"] == "exit")
  }

  @Test("a busy loop is ended by its CPU time")
  func busyLoop() async throws {
    let folder = try RunFolder(shell: "while :; do :; done", [("cpu-seconds", "0.5"), ("wall-seconds", "30")])
    try await folder.run()
    #expect(folder.state["reason"] == "cpu")
    let used = try #require(Double(folder.state["cpu-seconds"] ?? ""))
    #expect(used >= 0.5 && used < 5)
  }

  @Test("CPU time counts for all processes together, also those that ended")
  func manyShortLoops() async throws {
    let loop = "i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done"
    let folder = try RunFolder(shell: "while :; do (\(loop)) & (\(loop)) & wait; done", [("cpu-seconds", "0.5")])
    try await folder.run()
    #expect(folder.state["reason"] == "cpu")
  }

  @Test("the time on the wall is limited")
  func wall() async throws {
    let folder = try RunFolder(shell: "sleep 30 & wait", [("wall-seconds", "0.3")])
    try await folder.run()
    #expect(folder.state["reason"] == "wall")
    let used = try #require(Double(folder.state["wall-seconds"] ?? ""))
    #expect(used >= 0.3 && used < 20)
  }

  @Test("an output file over its limit ends the run")
  func output() async throws {
    let folder = try RunFolder(shell: "")
    let run = try RunFolder(
      shell: "head -c 2000 /dev/zero > \(folder.path)/out; sleep 30",
      [("output", "\(folder.path)/out"), ("output-bytes", "1000")])
    try await run.run()
    #expect(run.state["reason"] == "output")
  }

  @Test("a file over the limit for files can not be written, and no core is dumped")
  func fileSize() async throws {
    let folder = try RunFolder(shell: "")
    let run = try RunFolder(
      shell: "ulimit -c; ulimit -f; head -c 100000 /dev/zero > big",
      [("file-bytes", "51200"), ("directory", folder.path)])
    try await run.run()
    #expect(run.log.hasPrefix("0\n100\n"))
    #expect(run.state["reason"] == "exit" && run.state["code"] != "0")
    #expect(folder.text("big").utf8.count == 51200)
  }

  @Test("with a control group, where one can be written, the same limits hold and nothing of it stays behind")
  func controlGroup() async throws {
    let hold = Self.holding(32)
    let folder = try RunFolder(
      shell: "for i in 1 2 3 4; do \(hold) & done; wait; echo survived",
      [("memory-bytes", "67108864"), ("processes", "100"), ("cgroup", "auto")])
    try await folder.run()
    #expect(folder.state["reason"] == "memory")
    #expect(["cgroup-v1", "cgroup-v2", "summed"].contains(folder.state["mechanism"]))
    #expect(!folder.log.contains("survived"))
    for line in folder.text("state").split(separator: "\n") where line.hasPrefix("cgroup=") {
      var facts = stat()
      #expect(stat(String(line.dropFirst(7)), &facts) != 0)
    }
  }

  @Test("in a control group a fork bomb is ended and told from other ends")
  func controlGroupBomb() async throws {
    let folder = try RunFolder(
      shell: "b() { [ $1 -gt 9 ] || { b $(($1+1)) & b $(($1+1)) & }; sleep 4; }; b 0",
      [("processes", "50"), ("cgroup", "auto")])
    try await folder.run()
    #expect(folder.state["reason"] == "processes")
  }
}
