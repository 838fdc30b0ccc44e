import PolderCore
import Testing

@testable import PolderNode

@Suite("generated histories of runs")
struct RunHistoryTests {
  /// Lets everything fail for a while, then nothing any more, and returns the world at its end.
  private func history(_ seed: UInt64, restarts: Bool) -> RunWorld {
    var world = RunWorld(seed: seed, restarts: restarts)
    for step in 0..<600 {
      world.isCalm = step > 250
      if world.ending != nil, world.isCalm { break }
      world.step()
    }
    return world
  }

  @Test("every run ends at the server, in order, with at most one live execution", arguments: [false, true])
  func ends(_ restarts: Bool) {
    var seen: Set<RunStatus> = []
    var deaths = 0
    for seed in 0..<3_000 as Range<UInt64> {
      let world = history(seed, restarts: restarts)
      #expect(world.violations.isEmpty, "seed \(seed): \(world.violations)")
      #expect(world.ending != nil, "seed \(seed) does not end: \(world.machine.state)")
      let isGivenUp = world.phase == .refused
      #expect(world.finished?.isFinished == true || isGivenUp, "seed \(seed) is not reported")
      #expect(world.executions <= (restarts ? 2 : 1), "seed \(seed): \(world.executions) executions")
      #expect(world.results <= 1, "seed \(seed)")
      if let status = world.finished { seen.insert(status) }
      deaths += world.deaths
    }
    #expect(deaths > 3_000)
    #expect(seen.isSuperset(of: [.completed, .crashed, .killed, .startFailed, .failed]), "\(seen)")
  }

  @Test("a run that nothing disturbs completes with one execution")
  func calm() {
    var world = RunWorld(seed: 1, restarts: false)
    world.isCalm = true
    for _ in 0..<100 where world.ending == nil { world.step() }
    #expect(world.ending == .reported(.completed))
    #expect(world.executions == 1 && world.results == 1)
  }

  @Test("with the steward's word a run that died is started a second time and completes")
  func restarted() {
    let worlds = (0..<3_000 as Range<UInt64>).map { history($0, restarts: true) }
    #expect(worlds.contains { $0.executions == 2 && $0.finished == .completed })
  }
}
