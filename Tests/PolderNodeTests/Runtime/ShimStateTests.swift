import Testing

@testable import PolderNode

@Suite("the state that a supervisor writes")
struct ShimStateTests {
  private func state(_ lines: String...) -> ShimState? {
    ShimState((["polder-state 1"] + lines + ["end", ""]).joined(separator: "\n"))
  }

  @Test("each phase is read") func phases() {
    #expect(state("phase=starting")?.phase == .starting)
    #expect(state("phase=started", "mechanism=summed")?.mechanism == "summed")
    #expect(state("phase=exited", "reason=exit", "code=3")?.code == 3)
  }

  @Test("a state without a known phase, or with another title, is none") func unknown() {
    #expect(state() == nil)
    #expect(state("phase=asleep") == nil)
    #expect(ShimState("polder-state 2\nphase=exited\nend\n") == nil)
  }

  @Test(
    "each reason becomes a cause",
    arguments: [
      ("exit", RuntimeExit.Cause.exit), ("signal", .exit), ("memory", .memory), ("cpu", .cpu),
      ("processes", .processes),
      ("wall", .wall), ("killed", .killed), ("start-failed", .startFailed), ("lost", .exit),
    ])
  func causes(reason: String, cause: RuntimeExit.Cause) throws {
    let exit = RuntimeExit(try #require(state("phase=exited", "reason=\(reason)")), log: [1])
    #expect(exit.cause == cause)
    #expect(exit.log == [1])
    #expect(!exit.isSuccess)
  }

  @Test(
    "a code above 128 is the signal that the walls speak of",
    arguments: [
      (0, 0, nil), (128, 128, nil), (129, nil, 1), (137, nil, 9), (192, nil, 64), (193, 193, nil), (255, 255, nil),
    ] as [(Int32, Int32?, Int32?)])
  func signals(code: Int32, expected: Int32?, signal: Int32?) throws {
    let exit = RuntimeExit(try #require(state("phase=exited", "reason=exit", "code=\(code)")), log: [])
    #expect(exit.code == expected)
    #expect(exit.signal == signal)
    #expect(exit.isSuccess == (code == 0))
  }

  @Test("a lost run has neither code nor signal, and is no success") func lost() throws {
    let exit = RuntimeExit(try #require(state("phase=exited", "reason=lost", "code=0")), log: [])
    #expect(exit.code == nil)
    #expect(!exit.isSuccess)
    #expect(exit.detail == RuntimeExit.lostDetail)
  }
}
