import PolderCore
import Testing

@testable import PolderNode

@Suite("generated histories of the queue")
struct QueueHistoryTests {
  @Test("never over the limit, never stuck, and every run ends", arguments: [1, 2, 5])
  func alive(_ limit: Int) {
    var total = 0
    for seed in 0..<150 as Range<UInt64> {
      var world = QueueWorld(seed: seed, limit: limit, users: 4)
      for step in 0..<120 {
        if step % 3 == 0 { world.arrive() }
        world.work()
      }
      world.drain()
      #expect(world.violations.isEmpty, "seed \(seed): \(world.violations)")
      #expect(world.isIdle && world.finished == world.added, "seed \(seed)")
      total += world.finished
    }
    #expect(total > 10_000)
  }

  @Test("one who floods the queue does not keep others waiting")
  func noStarvation() {
    for seed in 0..<100 as Range<UInt64> {
      var queue = RunQueue(limit: 2)
      var random = RunWorld.Random(state: seed)
      var held: [Int64] = []
      var number: Int64 = 0
      func item(_ run: Int64, user: Int64) -> RunQueue.Item {
        .init(
          assignment: .sample(run: run, task: run, user: user), input: OpenedInput(bytes: [], terms: nil),
          key: .sample(run: run))
      }
      for _ in 0..<50 {
        number += 1
        queue.add(item(number, user: 1))
      }
      held += queue.next().map(\.assignment.run.rawValue)
      let modest: Int64 = 1_000
      queue.add(item(modest, user: 2))
      var ended = 0
      while !held.contains(modest), ended < 10 {
        number += 1
        queue.add(item(number, user: 1))
        let index = Int.random(in: 0..<held.count, using: &random)
        queue.release(.sample(run: held.remove(at: index)))
        ended += 1
        held += queue.next().map(\.assignment.run.rawValue)
      }
      #expect(ended == 1, "seed \(seed): the first place that is free")
    }
  }

  @Test("as long as runs end nobody waits longer than all users take their turns")
  func turns() {
    for seed in 0..<50 as Range<UInt64> {
      let users = 5
      var queue = RunQueue(limit: 1)
      var random = RunWorld.Random(state: seed)
      var number: Int64 = 0
      var waiting: [Int64: Int] = [:]
      var owners: [Int64: Int64] = [:]
      var held: Int64?
      for _ in 0..<400 {
        let user = Int64.random(in: 0..<Int64(users), using: &random)
        number += 1
        owners[number] = user
        queue.add(
          .init(
            assignment: .sample(run: number, task: number, user: user), input: OpenedInput(bytes: [], terms: nil),
            key: .sample(run: number)))
        if waiting[user] == nil { waiting[user] = 0 }
        if let held { queue.release(.sample(run: held)) }
        held = queue.next().first?.assignment.run.rawValue
        guard let served = held.flatMap({ owners[$0] }) else { continue }
        for other in waiting.keys where other != served { waiting[other, default: 0] += 1 }
        waiting[served] = nil
        #expect(waiting.values.allSatisfy { $0 <= users }, "seed \(seed)")
      }
    }
  }

  @Test("two collaborations share alike, however many users each has")
  func collaborations() {
    var queue = RunQueue(limit: 4)
    for run in 1...20 as ClosedRange<Int64> {
      let collaboration: Int64 = run <= 16 ? 1 : 2
      queue.add(
        .init(
          assignment: .sample(run: run, task: run, user: run, collaboration: collaboration),
          input: OpenedInput(bytes: [], terms: nil), key: .sample(run: run)))
    }
    let started = queue.next().map { $0.assignment.collaboration.rawValue }
    #expect(started.count { $0 == 1 } == 2 && started.count { $0 == 2 } == 2)
  }

  @Test("the same history has the same order")
  func deterministic() {
    let orders = (0..<2).map { _ in
      var world = QueueWorld(seed: 7, limit: 2, users: 4)
      for _ in 0..<100 {
        world.arrive()
        world.work()
      }
      return world.running.keys.map(\.run.rawValue).sorted()
    }
    #expect(orders[0] == orders[1])
  }
}
