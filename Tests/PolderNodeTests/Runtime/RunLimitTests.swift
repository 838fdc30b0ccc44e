import Foundation
import Testing

@testable import PolderNode

@Suite("limits over the whole tree of processes")
struct RunLimitTests {
  private func run(_ script: String, _ change: (inout RunLimits) -> Void) async throws -> RuntimeExit {
    var limits = RunFixture.limits
    change(&limits)
    return try await RunFixture(script, limits: limits).run()
  }

  @Test("four processes that each take half the memory are ended")
  func memory() async throws {
    // `tail` keeps what has no line end; so each of the four holds half the limit.
    let exit = try await run(
      "for i in 1 2 3 4; do { head -c 33554432 /dev/zero; sleep 30; } | tail -n 1 > /dev/null & done; wait"
    ) { $0.memoryBytes = 64 << 20 }
    #expect(exit.cause == .memory)
    #expect(!exit.isSuccess)
  }

  @Test("one process under the memory limit is left alone")
  func littleMemory() async throws {
    let exit = try await run("head -c 8388608 /dev/zero | tail -n 1 | wc -c") { $0.memoryBytes = 64 << 20 }
    #expect(exit.isSuccess, "\(exit.text)")
    #expect(exit.text == "8388608\n")
  }

  @Test("busy loops are ended when together they used up the processor time")
  func processor() async throws {
    let exit = try await run("(while :; do :; done) & while :; do :; done") { $0.cpuSeconds = 1 }
    #expect(exit.cause == .cpu)
  }

  @Test("a fork bomb is ended")
  func forkBomb() async throws {
    let exit = try await run("bomb() { bomb | bomb & }; bomb; sleep 30") { $0.processes = 24 }
    #expect(exit.cause == .processes)
  }

  @Test("a run is ended when its time is over, also one that ignores signals and hides in the background")
  func wallTime() async throws {
    let exit = try await run("trap '' TERM INT HUP; (trap '' TERM; setsid sleep 60 &) ; sleep 60") {
      $0.wallSeconds = 1
    }
    #expect(exit.cause == .wall)
  }

  @Test("no file grows beyond its limit")
  func fileSize() async throws {
    let exit = try await run("head -c 4194304 /dev/zero > /mnt/tmp/big || echo stopped; wc -c < /mnt/tmp/big") {
      $0.fileBytes = 1 << 20
    }
    #expect(exit.text.hasSuffix("1048576\n"))
  }
}
