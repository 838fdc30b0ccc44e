import PolderCore
import Testing

@testable import PolderNode

@Suite("why a container ended")
struct ExitVerdictTests {
  /// The part `State` of what Docker 20.10 and Podman 4.3 told of containers that had ended so.
  static func state(
    status: String = "exited", code: Int = 0, oom: Bool = false, error: String = "",
    started: String = "2026-11-27T06:02:47.680712747Z"
  ) throws -> ContainerState {
    ContainerState(
      try JSONValue(
        parsing: """
          {"Id": "e4a1", "Config": {"Labels": {"polder.order": "x"}}, "State": {"Status": "\(status)", "Running": false,
          "OOMKilled": \(oom), "ExitCode": \(code), "Error": "\(error)", "StartedAt": "\(started)",
          "FinishedAt": "2026-11-27T06:02:48.180287824Z"}}
          """))
  }

  @Test("an exit code is the program's, one above 128 tells the signal", arguments: [0, 1, 3, 126, 127, 128, 193, 255])
  func codes(code: Int) throws {
    let exit = ExitVerdict(presumesMemory: false, reason: nil).exit(try Self.state(code: code))
    #expect(exit.cause == .exit)
    #expect(exit.code == Int32(code))
    #expect(exit.isSuccess == (code == 0))
    let crash = ExitVerdict(presumesMemory: false, reason: nil).exit(try Self.state(code: 139))
    #expect(crash.signal == 11 && crash.code == nil)
  }

  @Test("what the node ended has the node's reason", arguments: EndReason.allCases)
  func ordered(reason: EndReason) throws {
    let exit = ExitVerdict(presumesMemory: true, reason: reason).exit(try Self.state(code: 137))
    #expect(exit.cause.rawValue == reason.rawValue)
    #expect(exit.signal == 9)
  }

  @Test("a program that ended by itself was not killed, whatever was ordered at the same moment", arguments: [0, 3])
  func race(code: Int) throws {
    let exit = ExitVerdict(presumesMemory: true, reason: .killed).exit(try Self.state(code: code))
    #expect(exit.cause == .exit)
    #expect(exit.code == Int32(code))
  }

  @Test("a lack of memory is told by Docker, and presumed of Podman where it holds a limit")
  func memory() throws {
    #expect(ExitVerdict(presumesMemory: false, reason: nil).exit(try Self.state(code: 137, oom: true)).cause == .memory)
    let presumed = ExitVerdict(presumesMemory: true, reason: nil).exit(try Self.state(code: 137))
    #expect(presumed.cause == .memory)
    #expect(presumed.detail?.contains("does not tell why") == true)
    let unknown = ExitVerdict(presumesMemory: false, reason: nil).exit(try Self.state(code: 137))
    #expect(unknown.cause == .exit)
    #expect(unknown.signal == 9)
    #expect(unknown.detail != nil)
  }

  @Test("a program that survived the end of a child for want of memory succeeded")
  func survivedChild() throws {
    #expect(ExitVerdict(presumesMemory: false, reason: nil).exit(try Self.state(code: 0, oom: true)).isSuccess)
  }

  @Test("a process that used its time up is told by its signal")
  func processorTime() throws {
    #expect(ExitVerdict(presumesMemory: true, reason: nil).exit(try Self.state(code: 152)).cause == .cpu)
  }

  @Test("a container that never ran did not start")
  func neverRan() throws {
    let state = try Self.state(
      status: "created", code: 127, error: "exec: stat /no/such: no such file", started: "0001-01-01T00:00:00Z")
    #expect(state.phase == .created)
    let exit = ExitVerdict(presumesMemory: false, reason: nil).exit(state)
    #expect(exit.cause == .startFailed)
    #expect(exit.detail?.contains("/no/such") == true)
  }

  @Test("nobody knows a code below zero")
  func unknownCode() throws {
    let exit = ExitVerdict(presumesMemory: true, reason: nil).exit(try Self.state(code: -1))
    #expect(exit.code == nil)
    #expect(!exit.isSuccess)
  }

  @Test(
    "the words of both engines for a state",
    arguments: [
      ("running", ContainerState.Phase.running), ("paused", .running), ("stopping", .running), ("exited", .exited),
      ("dead", .exited), ("stopped", .exited), ("created", .created), ("initialized", .created),
      ("removing", .removing),
      ("", .created),
    ])
  func phases(word: String, phase: ContainerState.Phase) throws {
    #expect(try Self.state(status: word).phase == phase)
  }
}
