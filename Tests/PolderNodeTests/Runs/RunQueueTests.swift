import PolderCore
import Testing

@testable import PolderNode

@Suite("which runs may execute")
struct RunQueueTests {
  private func item(_ run: Int64, task: Int64, parent: Int64? = nil, user: Int64 = 11) -> RunQueue.Item {
    .init(
      assignment: .sample(run: run, task: task, parent: parent, user: user), input: OpenedInput(bytes: [], terms: nil),
      key: .sample(run: run))
  }

  private func numbers(_ items: [RunQueue.Item]) -> [Int64] { items.map(\.assignment.run.rawValue) }

  @Test("no more than the limit, the older ones first, the next when a place is free")
  func limit() {
    var queue = RunQueue(limit: 2)
    for run in [4, 2, 3, 1] as [Int64] { queue.add(item(run, task: run)) }
    #expect(numbers(queue.next()) == [1, 2])
    #expect(numbers(queue.next()) == [])
    queue.release(.sample(run: 1))
    #expect(numbers(queue.next()) == [3])
    #expect(queue.count == 1)
  }

  @Test("a subtask never waits behind the runs that wait for it, at any depth")
  func subtasks() {
    var queue = RunQueue(limit: 1)
    queue.add(item(1, task: 1))
    #expect(numbers(queue.next()) == [1])
    queue.add(item(2, task: 2, parent: 1))
    #expect(numbers(queue.next()) == [2])
    queue.add(item(3, task: 3, parent: 2))
    #expect(numbers(queue.next()) == [3])
    queue.add(item(4, task: 4, parent: 2))
    #expect(numbers(queue.next()) == [])
  }

  @Test("a subtask whose parent runs elsewhere does not take the places of main tasks")
  func elsewhere() {
    var queue = RunQueue(limit: 1)
    queue.add(item(1, task: 1))
    queue.add(item(2, task: 9, parent: 8))
    #expect(numbers(queue.next()) == [2, 1])
  }

  @Test("a subtask whose parent runs elsewhere, and whose job has runs here, is below all of these")
  func roundabout() {
    var queue = RunQueue(limit: 1)
    queue.add(item(1, task: 1))
    queue.add(item(2, task: 2, parent: 1))
    #expect(numbers(queue.next()) == [2, 1])
    // Task 8 is a subtask of 2 that runs at another node alone.
    queue.add(item(3, task: 3, parent: 8))
    #expect(numbers(queue.next()) == [3])
    queue.add(item(4, task: 4, parent: 8))
    #expect(numbers(queue.next()) == [], "its sibling shares the place")
  }

  @Test("a place goes to whoever has fewest, then to whoever waited longest")
  func fair() {
    var queue = RunQueue(limit: 2)
    for run in 1...4 as ClosedRange<Int64> { queue.add(item(run, task: run, user: 1)) }
    queue.add(item(5, task: 5, user: 2))
    #expect(numbers(queue.next()) == [1, 5])
    queue.add(item(6, task: 6, user: 2))
    queue.add(item(7, task: 7, user: 3))
    queue.release(.sample(run: 5))
    #expect(numbers(queue.next()) == [7], "who has none")
    queue.release(.sample(run: 7))
    #expect(numbers(queue.next()) == [6], "who has none")
    queue.release(.sample(run: 1))
    #expect(numbers(queue.next()) == [2])
  }

  @Test("a run is known once, while it waits and while it holds a place")
  func once() {
    var queue = RunQueue(limit: 1)
    queue.add(item(1, task: 1))
    queue.add(item(1, task: 1))
    #expect(queue.count == 1)
    _ = queue.next()
    queue.add(item(1, task: 1))
    #expect(queue.count == 0 && queue.knows(.sample(run: 1)))
    queue.release(.sample(run: 1))
    #expect(!queue.knows(.sample(run: 1)))
  }

  @Test("adopted runs hold places; removed ones are handed back")
  func adopted() {
    var queue = RunQueue(limit: 1)
    queue.occupy(.sample(run: 1), .sample(run: 1))
    queue.add(item(2, task: 2))
    #expect(numbers(queue.next()) == [])
    #expect(numbers(queue.remove { $0.run == RunID(2) }) == [2])
    #expect(queue.count == 0)
  }
}
