import Testing

@testable import PolderNode

@Suite("the signal that something changed")
struct ChangeSignalTests {
  @Test("who saw an older state is not kept waiting")
  func before() async {
    let signal = ChangeSignal()
    let seen = signal.generation
    signal.changed()
    await signal.change(since: seen)
    #expect(signal.generation == seen + 1)
  }

  @Test("all who wait are woken by one change")
  func all() async {
    let signal = ChangeSignal()
    let seen = signal.generation
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<20 { group.addTask { await signal.change(since: seen) } }
      signal.changed()
    }
  }

  @Test("no wake-up is lost between looking and waiting")
  func noneLost() async {
    let signal = ChangeSignal()
    let rounds = 2_000
    // Each waits for the other's change in turn; one that got lost would let both wait for ever.
    let first = ChangeSignal()
    await withTaskGroup(of: Void.self) { group in
      group.addTask {
        for round in 0..<rounds {
          await signal.change(since: round)
          first.changed()
        }
      }
      group.addTask {
        for round in 0..<rounds {
          signal.changed()
          await first.change(since: round)
        }
      }
    }
    #expect(signal.generation == rounds)
    #expect(first.generation == rounds)
  }

  @Test("who is cancelled waits no longer, before and while waiting")
  func cancelled() async {
    let signal = ChangeSignal()
    for _ in 0..<200 {
      let waiting = Task { await signal.change(since: signal.generation) }
      if Bool.random() { await Task.yield() }
      waiting.cancel()
      await waiting.value
    }
    #expect(signal.generation == 0)
  }
}
