import PolderCore

/// Which runs may execute. Those of one level share places: a run never waits behind the one that waits for it.
struct RunQueue: Sendable {
  struct Item: Sendable {
    let assignment: RunAssignment
    let input: String
    let key: RunKey
  }

  /// How many runs of one level execute at the same time.
  let limit: Int
  private var waiting: [Item] = []
  private var levels: [RunKey: Int] = [:]
  /// The levels of tasks, so that those of their subtasks are known.
  private var tasks: [TaskID: Int] = [:]
  private static let rememberedTasks = 10_000

  init(limit: Int) { self.limit = limit }

  /// How many runs wait.
  var count: Int { waiting.count }

  /// Whether a run waits or holds a place.
  func knows(_ key: RunKey) -> Bool { levels[key] != nil || waiting.contains { $0.key == key } }

  /// Adds a run that waits for a place.
  mutating func add(_ item: Item) {
    guard !knows(item.key) else { return }
    waiting.append(item)
  }

  /// Gives a place to a run that executes already.
  mutating func occupy(_ assignment: RunAssignment, _ key: RunKey) { levels[key] = level(assignment) }

  /// The runs that get a place now: subtasks first, then the older ones.
  mutating func next() -> [Item] {
    var started: [Item] = []
    let rank = { (item: Item) in (item.assignment.parent == nil ? 1 : 0, item.assignment.run) }
    let ordered = waiting.sorted { rank($0) < rank($1) }
    for item in ordered {
      let level = level(item.assignment)
      guard levels.values.count(where: { $0 == level }) < limit else { continue }
      levels[item.key] = level
      started.append(item)
    }
    let keys = Set(started.map(\.key))
    waiting.removeAll { keys.contains($0.key) }
    return started
  }

  /// Gives a place back.
  mutating func release(_ key: RunKey) { levels[key] = nil }

  /// Removes runs that wait, and returns them.
  mutating func remove(where condition: (RunAssignment) -> Bool) -> [Item] {
    let removed = waiting.filter { condition($0.assignment) }
    waiting.removeAll { condition($0.assignment) }
    return removed
  }

  private mutating func level(_ assignment: RunAssignment) -> Int {
    let level = assignment.parent.map { (tasks[$0] ?? 0) + 1 } ?? 0
    if tasks.count > Self.rememberedTasks { tasks = [:] }
    tasks[assignment.task] = level
    return level
  }
}
