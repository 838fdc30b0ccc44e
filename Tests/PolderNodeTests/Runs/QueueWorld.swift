import PolderCore

@testable import PolderNode

/// Generated histories of a queue: tasks of several users come, runs make subtasks and wait for them, and end.
struct QueueWorld {
  struct Running {
    let item: RunQueue.Item
    /// Subtasks that have to end before it does.
    var children: Set<RunKey> = []
    /// How deep it may still go.
    var depth: Int
  }

  private(set) var queue: RunQueue
  private(set) var running: [RunKey: Running] = [:]
  private(set) var violations: [String] = []
  /// Since how many given places a run waits.
  private(set) var waits: [RunKey: Int] = [:]
  private(set) var longestWait = 0
  private(set) var finished = 0
  private(set) var added = 0
  private var depths: [RunKey: Int] = [:]
  private var parents: [RunKey: RunKey] = [:]
  private var levels: [RunKey: Int] = [:]
  private var random: RunWorld.Random
  private let limit: Int
  private let users: Int

  init(seed: UInt64, limit: Int, users: Int) {
    random = RunWorld.Random(state: seed)
    self.limit = limit
    self.users = users
    queue = RunQueue(limit: limit)
  }

  var isIdle: Bool { running.isEmpty && queue.count == 0 }

  /// Adds a main task of a user.
  mutating func arrive(user: Int? = nil) {
    let user = user ?? Int.random(in: 0..<users, using: &random)
    add(
      .sample(
        run: Int64(added + 1), task: Int64(added + 1), job: Int64(added + 1), user: Int64(user)),
      depth: Int.random(in: 0...3, using: &random), level: 0)
  }

  /// Lets a run make subtasks, or end.
  mutating func work() {
    let keys = running.keys.sorted { $0.run < $1.run }
    guard let key = keys.randomElement(using: &random), let run = running[key] else { return }
    if run.depth > 0, run.children.isEmpty, Bool.random(using: &random) {
      for _ in 0..<Int.random(in: 1...3, using: &random) { spawn(from: key) }
      running[key]?.depth = 0
    } else if run.children.isEmpty {
      end(key)
    }
  }

  /// Ends every run that waits for nothing; a queue that can not go on is told.
  mutating func drain() {
    var steps = 0
    while !isIdle {
      steps += 1
      let free = running.filter { $0.value.children.isEmpty }.keys.sorted { $0.run < $1.run }
      guard let key = free.randomElement(using: &random), steps < 100_000 else {
        violations.append("\(running.count) runs wait for \(queue.count) that get no place")
        return
      }
      end(key)
    }
  }

  private mutating func spawn(from key: RunKey) {
    guard let parent = running[key] else { return }
    let assignment = RunAssignment.sample(
      run: Int64(added + 1), task: Int64(added + 1), job: parent.item.assignment.job?.rawValue ?? 0,
      parent: parent.item.assignment.task.rawValue, user: parent.item.assignment.user?.rawValue)
    let child = RunKey.sample(run: Int64(added + 1))
    running[key]?.children.insert(child)
    parents[child] = key
    add(assignment, depth: parent.depth - 1, level: (levels[key] ?? 0) + 1)
  }

  private mutating func add(_ assignment: RunAssignment, depth: Int, level: Int) {
    added += 1
    let key = RunKey.sample(run: assignment.run.rawValue)
    depths[key] = depth
    levels[key] = level
    waits[key] = 0
    queue.add(.init(assignment: assignment, input: OpenedInput(bytes: [], terms: nil), key: key))
    start()
  }

  private mutating func end(_ key: RunKey) {
    running[key] = nil
    finished += 1
    queue.release(key)
    if let parent = parents[key] { running[parent]?.children.remove(key) }
    start()
  }

  private mutating func start() {
    for item in queue.next() {
      running[item.key] = Running(item: item, depth: depths[item.key] ?? 0)
      longestWait = max(longestWait, waits.removeValue(forKey: item.key) ?? 0)
      for key in waits.keys where levels[key] == levels[item.key] { waits[key, default: 0] += 1 }
    }
    let byLevel = Dictionary(grouping: running.keys) { levels[$0] ?? 0 }
    for (level, keys) in byLevel where keys.count > limit {
      violations.append("\(keys.count) runs of level \(level), and \(limit) places")
    }
  }
}
