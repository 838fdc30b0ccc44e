import Glibc
import PolderCore
import PolderTesting
import Subprocess
import Synchronization
import Testing

@testable import PolderDemo

@Suite("A part as a process", .timeLimit(.minutes(10)))
struct PartProcessTests {
  /// A part that is a script.
  static func part(
    _ script: String, in folder: TestFolder, environment: [String: String] = [:], name: String = "the part"
  ) -> PartProcess {
    PartProcess(
      name: name, program: "/bin/sh", arguments: ["-c", script], environment: environment,
      logPath: folder.path + "/part.log")
  }

  static func isAlive(_ process: Int32) -> Bool { kill(process, 0) == 0 }

  @Test("What stands behind `ready` is told, other lines are not; standard error goes into the log")
  func tellsReady() async throws {
    try await TestFolder.with { folder in
      let told = Mutex<[String]>([])
      let script = "echo hello; echo \"ready http://127.0.0.1:$PORT\"; echo already ready; echo trouble >&2; exit 3"
      let outcome = try await Self.part(script, in: folder, environment: ["PORT": "7"])
        .run(started: { _ in }) { word in told.withLock { $0.append(word) } }
      #expect(told.withLock { $0 } == ["http://127.0.0.1:7"])
      #expect(outcome == .exited(3))
      #expect(FileText.read(folder.path + "/part.log") == "trouble\n")
      #expect(FileText.permissions(folder.path + "/part.log") == 0o600)
    }
  }

  @Test("A second start writes behind the first in the log")
  func appendsLogs() async throws {
    try await TestFolder.with { folder in
      for word in ["one", "two"] {
        _ = try await Self.part("echo \(word) >&2", in: folder).run(started: { _ in }) { _ in }
      }
      #expect(FileText.read(folder.path + "/part.log") == "one\ntwo\n")
    }
  }

  @Test("Cancelling ends the process politely: it may clean up, and it is gone when the wait is over")
  func endsPolitely() async throws {
    try await TestFolder.with { folder in
      let (process, ready) = (Arrival<Int32>(), Arrival<String>())
      let script = "trap 'echo cleaned > \(folder.path)/end; exit 0' TERM; echo ready now; while :; do sleep 0.02; done"
      let task = Task {
        try await Self.part(script, in: folder).run(started: { process.arrived($0) }) { ready.arrived($0) }
      }
      #expect(try await ready.value == "now")
      let number = try await process.value
      #expect(Self.isAlive(number))
      task.cancel()
      _ = try? await task.value  // How it ends when cancelled is not told.
      #expect(FileText.read(folder.path + "/end") == "cleaned\n")
      #expect(!Self.isAlive(number))
    }
  }

  @Test("A part is in a process group of its own, so that Ctrl-C does not reach it")
  func hasItsOwnGroup() async throws {
    try await TestFolder.with { folder in
      let group = Mutex<Int32>(0)
      _ = try await Self.part("exec sleep 0.1", in: folder)
        .run(started: { process in group.withLock { $0 = getpgid(process) } }) { _ in }
      #expect(group.withLock { $0 } != getpgrp())
      #expect(group.withLock { $0 } > 0)
    }
  }

  @Test("A program that is not there is an error")
  func tellsMissingPrograms() async throws {
    try await TestFolder.with { folder in
      let part = PartProcess(
        name: "x", program: folder.path + "/none", arguments: [], environment: [:], logPath: folder.path + "/log")
      await #expect(throws: (any Error).self) { try await part.run(started: { _ in }) { _ in } }
    }
  }

  @Test("A part that a signal ended is started again and becomes ready again; at the third time it is told")
  func startsAgain() async throws {
    try await TestFolder.with { folder in
      let readies = Mutex(0)
      let lines = KeptLines()
      let script = "echo ready x; echo last words >&2; kill -KILL $$"
      let site = SiteProcess(part: { Self.part(script, in: folder, name: "the node") }, output: lines.output)
      let error = await #expect(throws: PolderError.self) {
        try await site.run { _ in readies.withLock { $0 += 1 } }
      }
      #expect(readies.withLock { $0 } == 3)
      #expect(lines.all.count == 2)
      #expect(lines.all.allSatisfy { $0.contains("the node was ended by signal 9 and is started again") })
      #expect(error?.code == "demo-part-ended")
      #expect(error?.nextStep?.contains("last words") == true)
    }
  }

  @Test("What is to be started is asked for anew at each start")
  func asksAnew() async throws {
    try await TestFolder.with { folder in
      let ports = Mutex<[String]>([])
      let starts = Mutex(0)
      let site = SiteProcess(
        part: {
          let number = starts.withLock { count in
            count += 1
            return count
          }
          return Self.part("echo ready \(number); kill -KILL $$", in: folder)
        }, output: KeptLines().output)
      await #expect(throws: PolderError.self) { try await site.run { port in ports.withLock { $0.append(port) } } }
      #expect(ports.withLock { $0 } == ["1", "2", "3"])
    }
  }

  @Test("A part that ends by itself is not started again: it said why", arguments: [0, 78])
  func tellsOwnEnds(code: Int) async throws {
    try await TestFolder.with { folder in
      let starts = Mutex(0)
      let site = SiteProcess(
        part: { Self.part("echo the key is wrong >&2; exit \(code)", in: folder) }, output: KeptLines().output)
      let error = await #expect(throws: PolderError.self) {
        try await site.run(started: { _ in starts.withLock { $0 += 1 } }) { _ in }
      }
      #expect(starts.withLock { $0 } == 1)
      #expect(error?.message.contains("\(code)") == true)
      #expect(error?.nextStep?.contains("the key is wrong") == true)
    }
  }

  @Test("Cancelling ends the part and starts no other")
  func cancelsSites() async throws {
    try await TestFolder.with { folder in
      let starts = Mutex<[Int32]>([])
      let ready = Arrival<String>()
      let site = SiteProcess(
        part: { Self.part("echo ready x; exec sleep 60", in: folder) }, output: KeptLines().output)
      let task = Task {
        try await site.run(started: { process in starts.withLock { $0.append(process) } }) { ready.arrived($0) }
      }
      _ = try await ready.value
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
      #expect(starts.withLock { $0 }.count == 1)
      #expect(starts.withLock { $0 }.allSatisfy { !Self.isAlive($0) })
    }
  }
}
